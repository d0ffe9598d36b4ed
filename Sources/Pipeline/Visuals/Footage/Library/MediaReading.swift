internal import Film
import LibAV
import Platform

/// A file that may be footage, with everything that decides whether it must be read again.
struct MediaFile: Sendable {
    /// The endings that are looked at.
    static let photoEndings: Set<String> = [
        "jpg", "jpeg", "jpe", "png", "webp", "tif", "tiff", "bmp", "heic", "heif", "avif",
    ]
    /// The endings that are looked at.
    static let clipEndings: Set<String> = [
        "mp4", "m4v", "mov", "qt", "mkv", "webm", "avi", "mpg", "mpeg", "m2v", "ts", "mts", "m2ts", "flv", "wmv", "asf",
        "ogv", "3gp", "3g2", "gif", "mxf",
    ]

    /// Absolute path.
    let path: String
    /// The path from the library folder on, that folder's own name in front.
    let inner: String
    /// Size in bytes.
    let size: Int
    /// Sidecars' paths.
    let sidecars: [String]
    /// What its folder says.
    let folder: FolderCredits
    /// Changes when the file, a sidecar or a folder's credits change.
    let stamp: String

    /// The item that the file is, or why it is none; blocks while it reads.
    func read() -> Result<FootageItem, MediaProbe.Unusable> {
        let probe: MediaProbe
        do throws(MediaProbe.Unusable) { probe = try MediaProbe(path: path) } catch { return .failure(error) }
        let ends = Ends(path: path, size: size)
        if probe.kind == .photo, !ends.isWhole { return .failure(.truncated) }
        let exif = probe.kind == .photo ? Exif(ends.head) : nil
        let (words, subject) = ItemText.words(
            ItemText.Sources(
                path: inner, bytes: size, sidecars: sidecars, folder: folder, embedded: probe.tags, exif: exif,
                packet: probe.kind == .photo ? XMPPacket.words(in: ends.head) : ItemWords()))
        let turned = exif?.rotation ?? 0
        let (width, height) = turned % 180 == 0 ? (probe.width, probe.height) : (probe.height, probe.width)
        return .success(
            FootageItem(
                path: path, kind: probe.kind == .photo ? .photo : .clip, width: width, height: height,
                duration: probe.duration, frameRate: probe.frameRate, rotation: (probe.rotation + turned) % 360,
                words: words, fingerprint: ends.fingerprint, subject: subject))
    }
}

/// A file's first and last bytes: enough for what is embedded in photos, to tell copies, and to miss a lost end.
private struct Ends {
    let head: [UInt8]
    let tail: [UInt8]
    let size: Int

    init(path: String, size: Int) {
        self.size = size
        let ends = try? FileSystem.readEnds(path, head: 1 << 17, tail: 1 << 14)
        (head, tail) = ends.map { ($0.head, $0.tail) } ?? ([], [])
    }

    /// FNV-1a over size, head and tail.
    var fingerprint: Int64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(size)
        for byte in head.prefix(1 << 14) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in tail { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int64(bitPattern: hash)
    }

    /// Whether the picture's end is there, as far as its format says where it ends.
    var isWhole: Bool {
        if head.starts(with: [0xff, 0xd8]) {
            // Some cameras append previews or a film after the end mark: then any mark near the end will do.
            return (1..<max(1, tail.count)).contains { tail[$0 - 1] == 0xff && tail[$0] == 0xd9 }
        }
        if head.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
            return tail.indices.dropLast(3).contains { tail[$0..<$0 + 4].elementsEqual("IEND".utf8) }
        }
        if head.count > 12, head.starts(with: Array("RIFF".utf8)) { return size >= length(at: 4) + 8 }
        if head.count > 6, head.starts(with: Array("BM".utf8)) { return size >= length(at: 2) }
        return true
    }

    private func length(at offset: Int) -> Int {
        head[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
