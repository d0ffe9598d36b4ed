internal import Film
internal import FoundationEssentials
internal import OnnxRuntime
internal import Synchronization

/// Guesses how a word sounds that no dictionary knows, with the pack's letters-to-sound network.
///
/// The network answers several signs for each letter; a sign that is repeated counts once and 0 is nothing (connectionist
/// temporal classification, Graves et al., 2006).
final class UnknownWords: Sendable {
    private struct Alphabet: Decodable {
        let `in`: [String]
        let out: [String]
        let maxlen: Int
    }

    private let library: OnnxLibrary
    private let pack: String
    private let alphabet: Alphabet
    private let letters: [Character: Int64]
    // Most films need no guess: the network is loaded with the first one.
    private let session = Mutex<InferenceSession?>(nil)

    /// Reads the network's alphabet.
    init(pack: String, library: OnnxLibrary) throws {
        self.library = library
        self.pack = pack
        do {
            alphabet = try JSONDecoder().decode(
                Alphabet.self, from: Data(contentsOf: URL(filePath: pack + "/oov.json")))
        } catch {
            throw FilmError(
                .missing, "The voice pack's file \(pack)/oov.json cannot be read.",
                remedy: "Run “make setup” or “vitascope models fetch”.")
        }
        var letters: [Character: Int64] = [:]
        for (index, letter) in alphabet.in.enumerated() {
            if let character = letter.first { letters[character] = Int64(index + 1) }
        }
        self.letters = letters
    }

    /// The phonemes of a word; `nil` when it has no letter the network knows.
    func guess(_ word: String) throws -> String? {
        let ids = word.compactMap { letters[$0] }
        if ids.isEmpty { return nil }
        // Longer words than the network was taught are guessed piece by piece.
        var sound = ""
        var rest = ids[...]
        while !rest.isEmpty {
            sound += try guess(Array(rest.prefix(alphabet.maxlen)))
            rest = rest.dropFirst(alphabet.maxlen)
        }
        return sound.isEmpty ? nil : sound
    }

    private func guess(_ ids: [Int64]) throws -> String {
        let outputs = try loaded().run([("chars", .integers(ids, shape: [1, ids.count]))], outputs: ["ids"])
        var sound = ""
        var previous: Int64 = 0
        for id in outputs.first?.integers ?? [] {
            if id != previous, id > 0, Int(id) <= alphabet.out.count { sound += alphabet.out[Int(id) - 1] }
            previous = id
        }
        let unsaid: Set<Unicode.Scalar> = ["(", ")", "-", "1", " "]
        return String(String.UnicodeScalarView(sound.unicodeScalars.filter { !unsaid.contains($0) }))
    }

    private func loaded() throws -> InferenceSession {
        try session.withLock { session in
            if let session { return session }
            let model: Data
            do {
                model = try Data(contentsOf: URL(filePath: pack + "/oov.onnx"))
            } catch {
                throw FilmError(
                    .missing, "The voice pack's file \(pack)/oov.onnx cannot be read.",
                    remedy: "Run “make setup” or “vitascope models fetch”.")
            }
            let made = try InferenceSession(library: library, model: Array(model), threads: 1)
            session = made
            return made
        }
    }
}
