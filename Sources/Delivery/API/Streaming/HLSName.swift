/// The name of a playlist, segment or header, as the packager gives it; nothing else becomes a path.
struct HLSName: Sendable, Equatable {
    /// The name.
    let text: String
    private let ending: Substring

    /// Checks a name: lower-case letters, digits and `-`, then one of the known endings; 80 characters at most.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 80, !parts[0].isEmpty,
            parts[0].utf8.allSatisfy({ byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }), ["m3u8", "m4s", "mp4", "vtt"].contains(parts[1])
        else { return nil }
        self.text = text
        ending = parts[1]
    }

    /// Whether it is one of the lists that grow.
    var isPlaylist: Bool { ending == "m3u8" }

    /// Whether it is the list that players begin with.
    var isMaster: Bool { text == "film.m3u8" }

    /// Its media type (RFC 8216 §4, RFC 4337, W3C WebVTT §8).
    var type: String {
        switch ending {
        case "m3u8": "application/vnd.apple.mpegurl"
        case "vtt": "text/vtt; charset=utf-8"
        default: text.hasPrefix("audio") ? "audio/mp4" : "video/mp4"
        }
    }

    /// A master playlist whose links say which revision they belong to: lines that are addresses, and `URI="…"`.
    static func tied(_ playlist: String, to revision: Int) -> String {
        playlist.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.hasPrefix("#") {
                line.split(separator: ".m3u8\"", omittingEmptySubsequences: false)
                    .joined(separator: ".m3u8?r=\(revision)\"")
            } else {
                line.hasSuffix(".m3u8") ? "\(line)?r=\(revision)" : String(line)
            }
        }.joined(separator: "\n")
    }
}
