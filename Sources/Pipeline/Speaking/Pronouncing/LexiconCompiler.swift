internal import Film
internal import FoundationEssentials
internal import Zlib

/// Compiles a voice pack's dictionaries (`lexicon_us_gold.json.gz`, `lexicon_us_silver.json.gz`, `tagger.json.gz`).
struct LexiconCompiler {
    /// The pack's folder.
    let pack: String
    /// Where compiled files are kept.
    let cache: String

    private static let sources = ["lexicon_us_gold.json.gz", "lexicon_us_silver.json.gz", "tagger.json.gz"]

    /// Opens the compiled file, compiling it first when there is none that fits the pack.
    ///
    /// A cache folder that cannot be written costs the next start a second, nothing else.
    func open() throws -> LexiconFile {
        let key = try key()
        let path = cache + "/lexicon-" + String(key, radix: 16) + ".bin"
        if let file = LexiconFile(path: path, key: key) { return file }
        let compiled = try compile(key: key)
        try? FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        if (try? compiled.write(to: URL(filePath: path), options: .atomic)) != nil,
            let file = LexiconFile(path: path, key: key)
        {
            return file
        }
        guard let file = LexiconFile(data: compiled, key: key) else {
            throw FilmError(.internalFault, "The compiled dictionary cannot be read back.")
        }
        return file
    }

    /// Tells one set of sources from another: a gzip file ends with its content's CRC and length (RFC 1952 §2.3.1), so
    /// the last eight bytes of each say enough.
    private func key() throws -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for name in Self.sources {
            let data = try source(name, options: .alwaysMapped)
            for byte in data.suffix(8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return hash
    }

    private func source(_ name: String, options: Data.ReadingOptions = []) throws -> Data {
        do {
            return try Data(contentsOf: URL(filePath: pack + "/" + name), options: options)
        } catch {
            throw FilmError(
                .missing, "The voice pack's file \(pack)/\(name) cannot be read.",
                remedy: "Run “make setup” or “vitascope models fetch”.")
        }
    }

    private func decode<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        let bytes = try Gzip.decompress(Array(source(name)))
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw FilmError(
                .missing, "The voice pack's file \(pack)/\(name) is not what it should be.",
                remedy: "Run “vitascope models verify” and fetch the pack again.")
        }
    }

    private func compile(key: UInt64) throws -> Data {
        let gold = try decode(Self.sources[0], as: [String: Entry].self)
        let silver = try decode(Self.sources[1], as: [String: Entry].self)
        let tagger = try decode(Self.sources[2], as: TaggerModel.self)
        let tagIndex = Dictionary(tagger.tags.enumerated().map { ($1, UInt8(truncatingIfNeeded: $0)) }) { first, _ in
            first
        }
        // Sorted, so that the same pack always compiles to the same bytes.
        func pack<Value>(_ table: [String: Value], _ encode: (Value) -> [UInt8]) -> [UInt8] {
            PackedTable.pack(table.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), encode($0.value)) })
        }
        let tables = [
            pack(gold) { Array($0.encoded.utf8) },
            pack(silver) { Array($0.encoded.utf8) },
            pack(tagger.tagdict) { [tagIndex[$0] ?? 0] },
            PackedTable.pack(tagger.vocab.sorted().map { (Array($0.utf8), []) }),
            pack(tagger.weights) { weights in
                weights.sorted { $0.key < $1.key }.flatMap { tag, weight in
                    let tenths = Int16(max(-32_000, min(32_000, (weight * 10).rounded())))
                    return [
                        tagIndex[tag] ?? 0, UInt8(truncatingIfNeeded: tenths), UInt8(truncatingIfNeeded: tenths >> 8),
                    ]
                }
            },
            PackedTable.pack([([], Array(tagger.tags.joined(separator: "\n").utf8))]),
        ]
        return LexiconFile.assemble(tables, key: key)
    }

    /// The tagger's file.
    private struct TaggerModel: Decodable {
        let tagdict: [String: String]
        let tags: [String]
        let vocab: [String]
        let weights: [String: [String: Double]]
    }

    /// A dictionary entry: one pronunciation, or one per part of speech, where `null` means that the letters are named.
    private enum Entry: Decodable {
        case one(String)
        case byTag([String: String?])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let sound = try? container.decode(String.self) {
                self = .one(sound)
            } else {
                self = .byTag(try container.decode([String: String?].self))
            }
        }

        /// The form that ``Lexicon`` reads: records begin with U+0001, U+0002 stands between tag and sound.
        var encoded: String {
            switch self {
            case .one(let sound): sound
            case .byTag(let sounds):
                sounds.sorted { $0.key < $1.key }.map { "\u{1}\($0.key)" + ($0.value.map { "\u{2}\($0)" } ?? "") }
                    .joined()
            }
        }
    }
}
