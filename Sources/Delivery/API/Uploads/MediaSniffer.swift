/// Tells by a file's first bytes what it is, whatever its name and sender say (after WHATWG MIME Sniffing §6, with the
/// containers that footage comes in).
enum MediaSniffer {
    /// Bytes that suffice to tell.
    static let headLength = 512

    /// Tells what a file is.
    ///
    /// - Parameters:
    ///   - head: Its first ``headLength`` bytes, or all of a shorter one.
    ///   - name: What it is called: plain text has no mark of its own.
    ///   - claimedType: The media type its sender gave, for the same reason.
    /// - Returns: `nil` for what films are not made from.
    static func media(_ head: [UInt8], name: String, claimedType: String?) -> UploadedMedia? {
        picture(head) ?? container(head) ?? sound(head) ?? stream(head) ?? text(head, name, claimedType)
    }

    private static func picture(_ head: [UInt8]) -> UploadedMedia? {
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return photo("jpeg", "jpg") }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return photo("png", "png") }
        if has("RIFF", in: head), has("WEBP", in: head, at: 8) { return photo("webp", "webp") }
        if head.starts(with: [0x49, 0x49, 0x2A, 0]) || head.starts(with: [0x4D, 0x4D, 0, 0x2A]) {
            return photo("tiff", "tif")
        }
        // A bitmap's four reserved bytes are zero.
        if has("BM", in: head), head.count > 26, head[6..<10].allSatisfy({ $0 == 0 }) { return photo("bmp", "bmp") }
        if has("GIF87a", in: head) || has("GIF89a", in: head) { return clip("image/gif", "gif") }
        return nil
    }

    /// ISO base media (ISO 14496-12 §4.3) and RIFF, Matroska, Ogg, ASF.
    private static func container(_ head: [UInt8]) -> UploadedMedia? {
        if has("ftyp", in: head, at: 4), head.count >= 12 {
            switch String(decoding: head[8..<12], as: UTF8.self) {
            case "heic", "heix", "heim", "heis", "mif1", "msf1", "hevc": return photo("heic", "heic")
            case "avif", "avis": return photo("avif", "avif")
            case "M4A ", "M4B ": return sound("mp4", "m4a")
            case "qt  ": return clip("video/quicktime", "mov")
            case let brand where brand.hasPrefix("3g"): return clip("video/3gpp", "3gp")
            default: return clip("video/mp4", "mp4")
            }
        }
        // QuickTime before it had brands.
        for box in ["moov", "mdat", "wide"] where has(box, in: head, at: 4) { return clip("video/quicktime", "mov") }
        if has("RIFF", in: head), has("AVI ", in: head, at: 8) { return clip("video/x-msvideo", "avi") }
        if head.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            return holds("webm", in: head) ? clip("video/webm", "webm") : clip("video/x-matroska", "mkv")
        }
        if has("OggS", in: head) { return holds("theora", in: head) ? clip("video/ogg", "ogv") : sound("ogg", "ogg") }
        if head.starts(with: [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) { return clip("video/x-ms-wmv", "wmv") }
        if has("FLV\u{1}", in: head) { return clip("video/x-flv", "flv") }
        return nil
    }

    private static func sound(_ head: [UInt8]) -> UploadedMedia? {
        if has("RIFF", in: head), has("WAVE", in: head, at: 8) { return sound("wav", "wav") }
        if has("FORM", in: head), has("AIFF", in: head, at: 8) { return sound("aiff", "aiff") }
        if has("fLaC", in: head) { return sound("flac", "flac") }
        if has("ID3", in: head) { return sound("mpeg", "mp3") }
        // ADTS, then MPEG audio layer III: twelve bits of synchronisation and the layer (ISO 13818-7, 11172-3).
        guard head.count > 2, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0 { return sound("aac", "aac") }
        return head[1] & 0xE6 == 0xE2 && head[2] >> 4 != 15 ? sound("mpeg", "mp3") : nil
    }

    /// MPEG program and transport streams (ISO 13818-1 §2.4, §2.5).
    private static func stream(_ head: [UInt8]) -> UploadedMedia? {
        if head.starts(with: [0, 0, 1, 0xBA]) { return clip("video/mpeg", "mpg") }
        let isTransport = head.count > 376 && head[0] == 0x47 && head[188] == 0x47 && head[376] == 0x47
        return isTransport ? clip("video/mp2t", "ts") : nil
    }

    /// Text that says it is a script: UTF-8 without control characters.
    private static func text(_ head: [UInt8], _ name: String, _ claimedType: String?) -> UploadedMedia? {
        let lowered = name.lowercased()
        let isClaimed =
            [".md", ".markdown", ".txt"].contains { lowered.hasSuffix($0) }
            || ["text/markdown", "text/plain"].contains { claimedType?.lowercased().hasPrefix($0) ?? false }
        let isPlain = head.allSatisfy { $0 >= 32 || $0 == 9 || $0 == 10 || $0 == 13 || $0 == 12 }
        // The head may end within a character.
        let isUTF8 = (0..<4).contains { cut in
            (cut == 0 || head.count == headLength) && String(validating: head.dropLast(cut), as: UTF8.self) != nil
        }
        guard isClaimed, isPlain, isUTF8, !head.isEmpty else { return nil }
        return UploadedMedia(kind: .text, type: "text/markdown; charset=utf-8", ending: "md")
    }

    private static func photo(_ type: String, _ ending: String) -> UploadedMedia {
        UploadedMedia(kind: .photo, type: "image/\(type)", ending: ending)
    }

    private static func clip(_ type: String, _ ending: String) -> UploadedMedia {
        UploadedMedia(kind: .clip, type: type, ending: ending)
    }

    private static func sound(_ type: String, _ ending: String) -> UploadedMedia {
        UploadedMedia(kind: .sound, type: "audio/\(type)", ending: ending)
    }

    private static func has(_ mark: String, in head: [UInt8], at offset: Int = 0) -> Bool {
        head.dropFirst(offset).starts(with: mark.utf8)
    }

    private static func holds(_ mark: String, in head: [UInt8]) -> Bool {
        let mark = Array(mark.utf8)
        guard head.count >= mark.count else { return false }
        return (0...(head.count - mark.count)).contains { head[$0..<($0 + mark.count)].elementsEqual(mark) }
    }
}
