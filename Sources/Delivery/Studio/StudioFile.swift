internal import CStudio
internal import Crypto
internal import Film
internal import Platform
internal import Zlib

/// One file of the studio, ready to be sent.
struct StudioFile: Sendable {
    /// Its bytes as they are.
    let plain: [UInt8]
    /// Its bytes compressed, when that is shorter.
    let gzip: [UInt8]?
    /// `Content-Type`.
    let type: String
    /// A strong entity tag of the plain bytes (RFC 9110 §8.8.3).
    let tag: String

    init(path: String, bytes: [UInt8]) {
        plain = bytes
        type = Self.type(of: path)
        let packed = try? Gzip.compress(bytes)
        gzip = packed.flatMap { $0.count < bytes.count ? $0 : nil }
        let digits = Array("0123456789abcdef")
        tag =
            "\"" + String(SHA256.hash(data: bytes).prefix(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
            + "\""
    }

    /// Reads a file of a folder; `nil` when it is not there.
    init?(path: String, in folder: String) {
        guard let bytes = try? FileSystem.read(Path.join(folder, path), limit: 1 << 22) else { return nil }
        self.init(path: path, bytes: bytes)
    }

    private static func type(of path: String) -> String {
        switch path.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }

    /// Every file by its path below `Web/`.
    static func all() -> [String: StudioFile] {
        var files: [String: StudioFile] = [:]
        for place in 0..<cstudio_count() {
            let file = cstudio_at(place)
            let path = String(cString: file.path)
            files[path] = StudioFile(
                path: path, bytes: Array(UnsafeBufferPointer(start: file.bytes, count: file.length)))
        }
        return files
    }
}
