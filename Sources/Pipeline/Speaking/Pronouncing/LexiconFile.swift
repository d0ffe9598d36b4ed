internal import Film
internal import FoundationEssentials

/// The pack's dictionaries and tagger, compiled once into one file that is mapped into memory.
///
/// The packs' gzipped JSON takes about a second to read; the compiled file opens in well under a millisecond.
final class LexiconFile: Sendable {
    /// The tables in the file, in order.
    enum Table: Int, CaseIterable {
        /// Words checked by hand: word → phonemes.
        case gold
        /// Words not checked by hand: word → phonemes.
        case silver
        /// Words with one usual part of speech: word → index of the tag.
        case usualTags
        /// Words frequent enough for the tagger to know: word → nothing.
        case vocabulary
        /// The tagger's weights: feature → pairs of tag index and weight in tenths.
        case weights
        /// One record, the tags' names in order under an empty key.
        case tags
    }

    private static let magic = Array("VSLEX002".utf8)
    private let data: Data
    private let ranges: [Range<Int>]

    /// Maps a compiled file.
    ///
    /// - Returns: `nil` when the file is absent, of another version, compiled from other sources, or cut off.
    convenience init?(path: String, key: UInt64) {
        guard let data = try? Data(contentsOf: URL(filePath: path), options: .alwaysMapped) else { return nil }
        self.init(data: data, key: key)
    }

    /// Takes compiled bytes.
    init?(data: Data, key: UInt64) {
        let head = 16 + 8 * Table.allCases.count
        guard data.count >= head, data.prefix(8).elementsEqual(Self.magic) else { return nil }
        let (stated, ends) = data.withUnsafeBytes { bytes in
            (
                UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                Table.allCases.map {
                    Int(
                        truncatingIfNeeded: UInt64(
                            littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + 8 * $0.rawValue, as: UInt64.self)))
                }
            )
        }
        guard stated == key, ends.last == data.count, zip([head] + ends, ends).allSatisfy({ $0 <= $1 }) else {
            return nil
        }
        self.data = data
        ranges = zip([head] + ends, ends).map { $0..<$1 }
    }

    /// Joins tables into a file's bytes.
    static func assemble(_ tables: [[UInt8]], key: UInt64) -> Data {
        var out = magic
        func append(_ number: UInt64) {
            for shift in 0..<8 { out.append(UInt8(truncatingIfNeeded: number >> (UInt64(shift) * 8))) }
        }
        append(key)
        var end = 16 + 8 * tables.count
        for table in tables {
            end += table.count
            append(UInt64(end))
        }
        for table in tables { out += table }
        return Data(out)
    }

    /// Looks a key up and hands its value to a body while it is borrowed.
    func look<Result>(_ key: String, in table: Table, _ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
        var key = key
        return key.withUTF8 { look(UnsafeRawBufferPointer($0), in: table, body) }
    }

    /// Looks a key up and hands its value to a body while it is borrowed.
    func look<Result>(
        _ key: UnsafeRawBufferPointer, in table: Table, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        data.withUnsafeBytes { bytes in
            PackedTable(UnsafeRawBufferPointer(rebasing: bytes[ranges[table.rawValue]]))?.value(key).map(body)
        }
    }

    /// The value of a key as text.
    func text(_ key: String, in table: Table) -> String? {
        look(key, in: table) { String(decoding: $0, as: UTF8.self) }
    }
}
