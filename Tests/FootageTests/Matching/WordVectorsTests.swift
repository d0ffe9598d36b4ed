import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

@testable import Footage

/// Expected numbers are from model2vec 0.10.0 and tokenizers on the same files, in Python.
@Suite(.enabled(if: Packs.words != nil)) struct `Word vectors` {
    static let golden: [(String, [Int], [Float])] = [
        ("a calm sea at dawn", [43, 4481, 1718, 1018, 5446], [-0.065558, -0.095803, 0.059925, 0.029568]),
        (
            "Ocean waves on a beach at sunrise!", [3159, 4981, 1012, 43, 2515, 1018, 12938, 5],
            [0.043159, 0.023392, 0.130952, -0.005092]
        ),
        (
            "Zürich's café, 3.5 km away", [9210, 11, 61, 6674, 16, 23, 18, 25, 1469, 1191],
            [0.188088, 0.032179, 0.060542, -0.107359]
        ),
        ("東京 tower", [885, 761, 2584], [0.170404, -0.007778, 0.109714, -0.06866]),
        (
            "antidisestablishmentarianism x", [2430, 9527, 3361, 6881, 12608, 2678, 11205, 1970, 66],
            [0.006133, -0.111336, -0.287973, 0.036946]
        ),
        ("naïve   façade\n\tÉcole", [14749, 7514, 11437], [0.027092, -0.036693, -0.226294, -0.028032]),
        ("don't stop", [1129, 11, 62, 1650], [-0.2665, -0.045166, 0.155137, -0.008086]),
        ("hello\u{200b}world", [6598, 10114], [-0.008353, -0.109141, -0.125245, -0.039722]),
        ("Ørsted łódź", [106, 11102, 1104, 16820], [0.050444, -0.098084, 0.039166, -0.053158]),
        (String(repeating: "a", count: 101) + " sea", [1718], [0.145446, -0.012758, 0.007281, -0.002827]),
        (
            "x‑y—z “quoted”", [66, 520, 67, 523, 68, 529, 8345, 530], [-0.262159, -0.039571, -0.25732, -0.007986]
        ),
        ("", [], [0, 0, 0, 0]),
        ("🎬", [], [0, 0, 0, 0]),
    ]

    @Test(arguments: golden)
    func `equal the model's own`(text: String, pieces: [Int], start: [Float]) throws {
        let folder = try #require(Packs.words)
        let tokenizer = WordPiece(vocabulary: try FileSystem.read(Path.join(folder, "vocab.txt")))
        #expect(tokenizer.pieces(of: text) == pieces)
        let vector = try WordVectors(folder: folder).vector(of: text)
        for (ours, theirs) in zip(vector, start) { #expect(abs(ours - theirs) < 2e-6) }
    }

    @Test func `bring near what means alike`() throws {
        let vectors = try WordVectors(folder: try #require(Packs.words))
        let sea = vectors.vector(of: "a calm sea at dawn")
        let likeness = Vector.dot(sea, vectors.vector(of: "ocean waves on a beach at sunrise"))
        #expect(abs(likeness - 0.494_108_5) < 1e-5)
        #expect(abs(vectors.weight(of: "the") - 1.656_302_6) < 1e-4)
        #expect(abs(vectors.weight(of: "osprey") - 44.629_28) < 1e-3)
    }

    @Test(arguments: [0, 7, 8, 20, 88, 89, 4000])
    func `refuse a file that is cut short`(length: Int) async throws {
        let folder = try #require(Packs.words)
        let whole = try FileSystem.readEnds(Path.join(folder, "model.safetensors"), head: 8000, tail: 0).head
        try await withScratch { scratch in
            try Data(whole.prefix(length)).write(to: URL(filePath: Path.join(scratch, "model.safetensors")))
            try Data("[PAD]\n".utf8).write(to: URL(filePath: Path.join(scratch, "vocab.txt")))
            #expect(throws: FilmError.self) { _ = try WordVectors(folder: scratch) }
        }
    }
}

@Suite struct `Safetensors headers` {
    @Test(arguments: 0..<400)
    func `survive any bytes`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var json = Array(#"{"embeddings":{"dtype":"F32","shape":[4,2],"data_offsets":[0,32]}}"#.utf8)
        for _ in 0..<Int.random(in: 0...6, using: &random) {
            json[Int.random(in: 0..<json.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
        }
        var file = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Array($0) } + json
        file += [UInt8](repeating: 0, count: Int.random(in: 0...40, using: &random))
        let header = file.withUnsafeBytes { SafetensorsHeader($0, tensor: "embeddings") }
        if let header { #expect(header.offset + header.rows * header.columns * 4 <= file.count) }
    }
}
