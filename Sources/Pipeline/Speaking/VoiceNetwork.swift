internal import Film
internal import FoundationEssentials
internal import OnnxRuntime

/// A voice's network: phonemes in, sound and the length of every phoneme out.
final class VoiceNetwork: Sendable {
    /// The most signs the network is given at once, about 18 s of speech: more costs memory (0.2 MB a sign) and gains
    /// nothing, since it was taught on sentences.
    static let longest = 300
    /// Samples in the network's unit of time, 25 ms.
    static let unit = 600

    private let session: InferenceSession
    private let vocabulary: [Unicode.Scalar: Int64]

    /// What the network said.
    struct Utterance {
        /// Mono, 24 kHz.
        let samples: [Float]
        /// Where each sign starts, in samples, and at the end where the last one ends.
        let starts: [Int]
    }

    /// The tensor inside the graph that holds every sign's length in units of 25 ms.
    private static let durations = "/Clip_output_0"

    /// Loads the network of a pack.
    init(pack: String, library: OnnxLibrary) throws {
        func read(_ name: String) throws -> Data {
            do {
                return try Data(contentsOf: URL(filePath: pack + "/" + name))
            } catch {
                throw FilmError(
                    .missing, "The voice pack's file \(pack)/\(name) cannot be read.",
                    remedy: "Run “make setup” or “vitascope models fetch”.")
            }
        }
        let model = ModelBytes.adding(outputs: [Self.durations], to: Array(try read("hibari.onnx")))
        session = try InferenceSession(library: library, model: model, threads: 1)
        guard let table = try? JSONDecoder().decode([String: Int64].self, from: read("vocab.json")) else {
            throw FilmError(
                .missing, "The voice pack's file \(pack)/vocab.json is not what it should be.",
                remedy: "Run “vitascope models verify” and fetch the pack again.")
        }
        var vocabulary: [Unicode.Scalar: Int64] = [:]
        for (sign, id) in table { if let scalar = sign.unicodeScalars.first { vocabulary[scalar] = id } }
        self.vocabulary = vocabulary
    }

    /// True for a sign the network knows.
    func knows(_ sign: Unicode.Scalar) -> Bool { vocabulary[sign] != nil }

    /// Says phonemes.
    ///
    /// - Parameters:
    ///   - signs: Signs the network knows, at most ``longest``.
    ///   - speed: 1 is the voice's own pace.
    ///   - random: Decides the breath in the voice.
    /// - Returns: The sound and the network's own times; ``Alignment`` makes the true ones of them.
    /// - Throws: A `FilmError` when the pack is not the one this build knows or the runtime fails.
    func say(_ signs: [Unicode.Scalar], speed: Double, random: SeededRandom) throws -> Utterance {
        let ids = [0] + signs.map { vocabulary[$0] ?? 0 } + [0]
        let inputs: [(name: String, tensor: InputTensor)] = [
            ("ids", .integers(ids, shape: [1, ids.count])), ("speed", .floats([Float(speed)], shape: [1])),
        ]
        let outputs = try session.run(inputs, outputs: ["lh", "theta", "ln", "lr", "phi", "f0", Self.durations])
        guard outputs.count == 7 else { throw Self.strange("it gave \(outputs.count) tensors") }
        let lengths = outputs[6].withFloats { $0.map { Int($0.rounded()) } }
        let frames = outputs[0].shape.last ?? 0
        let size = WaveSynthesis.bins * frames
        guard lengths.count == ids.count, lengths.reduce(0, +) * Self.unit == frames * WaveSynthesis.hop,
            outputs.prefix(5).allSatisfy({ $0.shape == [1, WaveSynthesis.bins, frames] }),
            outputs[5].withFloats({ $0.count }) == frames, outputs[0].withFloats({ $0.count }) == size
        else { throw Self.strange("its tensors do not fit one another") }
        let samples = outputs[0].withFloats { harmonic in
            outputs[1].withFloats { shift in
                outputs[2].withFloats { noise in
                    outputs[3].withFloats { free in
                        outputs[4].withFloats { phase in
                            outputs[5].withFloats { pitch in
                                let spectrum = PredictedSpectrum(
                                    frames: frames, harmonic: harmonic, shift: shift, noise: noise, free: free,
                                    phase: phase, pitch: pitch)
                                return WaveSynthesis().samples(spectrum, random: random)
                            }
                        }
                    }
                }
            }
        }
        // The lengths include the silent sign before and after.
        var at = 0
        var starts: [Int] = []
        for length in lengths {
            at += length * Self.unit
            starts.append(at)
        }
        return Utterance(samples: samples, starts: Array(starts.dropLast()))
    }

    private static func strange(_ why: String) -> FilmError {
        FilmError(
            .missing, "The voice's network is not the one this build knows: \(why).",
            remedy: "Run “vitascope models verify” and fetch the pack again.")
    }
}
