/// The few facts that are taken from a picture's Exif block: which way up it is, and words about it.
///
/// Source: CIPA DC-008 (Exif 2.32), TIFF 6.0; the `XP…` tags are Windows Explorer's, in UTF-16.
struct Exif: Equatable {
    /// 1...8 as the standard numbers them; 1 is upright.
    var orientation = 1
    /// Title, description, keywords, artist and copyright.
    var words = ItemWords()

    /// How far the stored picture is turned clockwise for showing, in degrees.
    var rotation: Int {
        switch orientation {
        case 3, 4: 180
        case 5, 6: 90
        case 7, 8: 270
        default: 0
        }
    }

    /// Reads the first block found in a JPEG, PNG, WebP or TIFF file's first bytes.
    init(_ bytes: [UInt8]) {
        guard let start = Self.tiffStart(in: bytes) else { return }
        let tiff = Array(bytes[start...])
        let little = tiff[0] == UInt8(ascii: "I")
        let reader = Reader(bytes: tiff, little: little)
        guard let directory = reader.long(4) else { return }
        let count = min(reader.short(Int(directory)) ?? 0, 200)
        for entry in 0..<Int(count) {
            read(Int(directory) + 2 + entry * 12, reader)
        }
    }

    private mutating func read(_ offset: Int, _ reader: Reader) {
        guard let tag = reader.short(offset), let type = reader.short(offset + 2), let count = reader.long(offset + 4)
        else { return }
        switch tag {
        case 0x0112: if let value = reader.short(offset + 8), (1...8).contains(value) { orientation = Int(value) }
        case 0x010e, 0x013b, 0x8298:
            guard type == 2, let text = reader.text(offset + 8, count: Int(count)) else { return }
            let field: Field = tag == 0x010e ? .description : tag == 0x013b ? .author : .licence
            // Cameras write their maker's name or "default" where a description belongs.
            if field == .description, Self.cameraDefaults.contains(where: text.lowercased().hasPrefix) { return }
            field.set(text, in: &words)
        case 0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f:
            guard let text = reader.wideText(offset + 8, count: Int(count)) else { return }
            let field: Field = tag == 0x9c9b ? .title : tag == 0x9c9e ? .tags : .description
            field.set(text, in: &words)
        default: break
        }
    }

    private static let cameraDefaults = ["olympus digital", "default", "dcim", "sony dsc", "minolta", "kodak", "dsc"]

    /// The offset of the TIFF header: at once, or after the mark "Exif\0\0", or in a PNG's or WebP's own chunk.
    private static func tiffStart(in bytes: [UInt8]) -> Int? {
        func isHeader(_ at: Int) -> Bool {
            guard at >= 0, at + 8 <= bytes.count else { return false }
            let head = Array(bytes[at..<at + 4])
            return head == [0x49, 0x49, 0x2a, 0] || head == [0x4d, 0x4d, 0, 0x2a]
        }
        if isHeader(0) { return 0 }
        let isWebP = bytes.count > 12 && bytes[8..<12].elementsEqual("WEBP".utf8)
        let mark = Array(isWebP ? "EXIF".utf8 : bytes.first == 0x89 ? "eXIf".utf8 : "Exif".utf8)
        guard bytes.count > 16 else { return nil }
        for at in 0..<bytes.count - 16 where bytes[at] == mark[0] && bytes[at..<at + 4].elementsEqual(mark) {
            for start in [at + 4, at + 6, at + 8, at + 14] where isHeader(start) { return start }
        }
        return nil
    }

    /// Reads numbers and text from a TIFF block, `nil` beyond its end.
    private struct Reader {
        let bytes: [UInt8]
        let little: Bool

        func short(_ at: Int) -> UInt16? {
            guard at >= 0, at + 2 <= bytes.count else { return nil }
            let (a, b) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
            return little ? b << 8 | a : a << 8 | b
        }

        func long(_ at: Int) -> UInt32? {
            guard let a = short(at), let b = short(at + 2) else { return nil }
            return little ? UInt32(b) << 16 | UInt32(a) : UInt32(a) << 16 | UInt32(b)
        }

        /// The bytes of a value: in the entry itself up to four, else where the entry points.
        private func value(_ at: Int, count: Int) -> ArraySlice<UInt8>? {
            guard count > 0, count <= Sidecar.longestText * 2 else { return nil }
            let start = count <= 4 ? at : long(at).map(Int.init) ?? bytes.count
            guard start >= 0, start + count <= bytes.count else { return nil }
            return bytes[start..<start + count]
        }

        func text(_ at: Int, count: Int) -> String? {
            value(at, count: count).map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }

        func wideText(_ at: Int, count: Int) -> String? {
            guard let bytes = value(at, count: count).map(Array.init) else { return nil }
            let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
                UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
            }
            return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
        }
    }
}
