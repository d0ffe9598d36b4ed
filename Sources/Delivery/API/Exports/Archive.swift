import Platform

/// A tar archive as it is sent (POSIX.1-2001 `ustar`): a header of 512 bytes before each file, zeroes up to the next 512.
struct Archive {
    /// One file of an archive.
    struct Entry {
        /// Its name in the archive: ours, of plain letters.
        var name: String
        /// Bytes.
        var size: Int
        /// When it changed, in seconds since 1970.
        var modified: Int64
    }

    /// What comes before a file.
    static func header(_ entry: Entry) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<(offset + text.utf8.count), with: text.utf8)
        }
        func octal(_ number: Int64, digits: Int) -> String {
            let text = String(max(0, number), radix: 8)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        }
        put(String(entry.name.prefix(99)), at: 0)
        put("0000644", at: 100)
        put("0000000", at: 108)
        put("0000000", at: 116)
        if entry.size < 1 << 33 {
            put(octal(Int64(entry.size), digits: 11), at: 124)
        } else {
            // Sizes beyond eleven octal digits are binary, marked by the first bit (GNU and POSIX 2017 readers).
            for index in 0..<8 { block[135 - index] = UInt8(truncatingIfNeeded: entry.size >> (8 * index)) }
            block[124] = 0x80
        }
        put(octal(entry.modified, digits: 11), at: 136)
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        let sum = block.reduce(0) { $0 + Int64($1) }
        put(octal(sum, digits: 6) + "\0 ", at: 148)
        return block
    }

    /// Zeroes between the end of a file of so many bytes and the next header.
    static func padding(after size: Int) -> Int { (512 - size % 512) % 512 }

    /// Zeroes at the end.
    static let end = [UInt8](repeating: 0, count: 1024)

    /// Bytes of an archive.
    static func size(_ entries: [Entry]) -> Int {
        entries.reduce(end.count) { $0 + 512 + $1.size + padding(after: $1.size) }
    }
}
