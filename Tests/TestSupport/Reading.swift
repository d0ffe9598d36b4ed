internal import FoundationEssentials
internal import ModelPacks
internal import Platform

/// A person reading five sentences of “Sense and Sensibility” (LibriVox, from Debian's pocketsphinx-testdata).
///
/// They are there once `make setup-test` has run.
package enum Reading {
    /// One sentence, or part of one.
    package struct Sentence: Sendable {
        /// The file's name without its ending.
        package let name: String
        /// What is read, as it would be printed.
        package let text: String

        /// The file.
        package var path: String {
            get throws { Path.join(try PackStore.standard().require("reading-austen"), name + ".wav") }
        }

        /// Its samples, mono, −1...1.
        package var samples: [Float] {
            get throws {
                let bytes = try FileSystem.read(path)
                return stride(from: 44, to: bytes.count - 1, by: 2).map {
                    Float(Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)) / 32_768
                }
            }
        }
    }

    /// Samples a second.
    package static let sampleRate = 16_000

    /// What is read, in order.
    package static let sentences = [
        Sentence(
            name: "0870",
            text: "And Mr. John Dashwood had then leisure to consider how much there might be prudently in his power "
                + "to do for them."),
        Sentence(name: "0880", text: "He was not an ill disposed young man,"),
        Sentence(
            name: "0890", text: "unless to be rather cold hearted and rather selfish is to be ill disposed."),
        Sentence(
            name: "0920",
            text: "Had he married a more amiable woman, he might have been made still more respectable than he was."),
        Sentence(name: "0930", text: "He might even have been made amiable himself."),
    ]

    /// Plays the sentences with faint noise between them, as a microphone would hear them.
    ///
    /// - Parameters:
    ///   - pause: Seconds between two.
    ///   - lead: Seconds before the first and after the last.
    ///   - missing: The index of a sentence that is not read.
    ///   - body: Given the samples, block by block.
    /// - Returns: Where each sentence lies, in seconds.
    /// - Throws: A `FilmError` when the pack is not there.
    @discardableResult
    package static func play(
        pause: Double, lead: Double, leavingOut missing: Int? = nil, _ body: ([Float]) throws -> Void
    ) throws -> [Range<Double>] {
        var position = 0
        var bounds: [Range<Double>] = []
        func play(_ block: [Float]) throws {
            try body(block)
            position += block.count
        }
        func noise(_ seconds: Double) -> [Float] {
            // A small generator of its own: the same noise every time.
            var state: UInt32 = 1
            return (0..<Int(seconds * Double(sampleRate))).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return (Float(state >> 8) / 8_388_608 - 1) * 0.001
            }
        }
        try play(noise(lead))
        for (index, sentence) in sentences.enumerated() where index != missing {
            let start = Double(position) / Double(sampleRate)
            try play(try sentence.samples)
            bounds.append(start..<Double(position) / Double(sampleRate))
            try play(noise(index + 1 < sentences.count ? pause : lead))
        }
        return bounds
    }

    /// Writes the sentences as one 16-bit WAV file (RFC 2361), for programs.
    ///
    /// - Throws: A `FilmError` when the pack is not there; what writing throws.
    package static func write(to path: String, pause: Double = 0.3, lead: Double = 1, leavingOut: Int? = nil) throws {
        var samples: [Float] = []
        try play(pause: pause, lead: lead, leavingOut: leavingOut) { samples += $0 }
        var bytes = Data()
        func put<Value: FixedWidthInteger>(_ value: Value) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes.append(contentsOf: "RIFF".utf8)
        put(UInt32(36 + samples.count * 2))
        bytes.append(contentsOf: "WAVEfmt ".utf8)
        put(UInt32(16))
        put(UInt16(1))
        put(UInt16(1))
        put(UInt32(sampleRate))
        put(UInt32(sampleRate * 2))
        put(UInt16(2))
        put(UInt16(16))
        bytes.append(contentsOf: "data".utf8)
        put(UInt32(samples.count * 2))
        for sample in samples { put(Int16(max(-1, min(1, sample)) * 32_767)) }
        try bytes.write(to: URL(filePath: path))
    }
}
