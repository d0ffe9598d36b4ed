internal import Film
internal import Footage
internal import LibAV
internal import Pixels
internal import Platform

/// Small JPEG pictures for the studio, made when they are first asked for and kept as files.
struct ServicePictures: Sendable {
    /// Where pictures of the library are kept.
    let cache: String

    /// How wide a picture is, in pixels; twice that of a card, for dense screens.
    private static let width = 480

    /// Takes a picture out of a film that may still be growing.
    ///
    /// - Parameters:
    ///   - folder: The film's folder.
    ///   - moment: In milliseconds from the film's start.
    ///   - path: The file to write.
    /// - Returns: False while that part of the film is not published.
    /// - Throws: A `FilmError`.
    func scene(folder: String, moment: Int, path: String) async throws -> Bool {
        try await runBlocking("scene-picture") {
            let hls = Path.join(folder, "hls")
            guard let text = try? FileSystem.readText(Path.join(hls, "video.m3u8")),
                let (header, segment) = Self.segment(at: moment, in: text)
            else { return false }
            try FileSystem.makeFolder(Path.folder(of: path))
            let part = path + ".mp4"
            defer { try? FileSystem.remove(part) }
            try FileSystem.concatenate([Path.join(hls, header), Path.join(hls, segment)], into: part)
            let stills = try FilmStills(part)
            let size = Self.fitted(width: stills.size.width, height: stills.size.height)
            let picture = try stills.picture(at: moment, size: size)
            try AtomicFile.write(try ImageWriter.jpeg(picture, quality: 80), to: path)
            return true
        }
    }

    /// The header and the segment that hold a moment, by a media playlist (RFC 8216 §4.3.2).
    private static func segment(at moment: Int, in playlist: String) -> (header: String, segment: String)? {
        var header: String?
        var end = 0.0
        for line in playlist.split(separator: "\n") {
            if line.hasPrefix("#EXT-X-MAP:URI=\"") {
                header = line.dropFirst(16).split(separator: "\"").first.map(String.init)
            } else if line.hasPrefix("#EXTINF:") {
                end += Double(line.dropFirst(8).prefix { $0 != "," }) ?? 0
            } else if !line.hasPrefix("#"), end * 1000 > Double(moment), let header {
                return (header, String(line))
            }
        }
        return nil
    }

    /// A small picture of a library's file.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - isMark: True lays a photo's transparency over grey, on which dark marks and light ones can be seen, instead
    ///     of over black, as films show it.
    /// - Returns: The picture's path; `nil` when the file is neither photo nor clip, or is gone.
    /// - Throws: A `FilmError` when it cannot be written.
    func library(_ path: String, isMark: Bool) async throws -> String? {
        try await runBlocking("library-picture") {
            guard let facts = FileSystem.facts(path), !facts.isFolder else { return nil }
            // A file that is replaced has another number or time, and so a picture of its own.
            let name = "\(facts.identity.device)-\(facts.identity.number)-\(facts.modified)\(isMark ? "-mark" : "").jpg"
            let file = Path.join(cache, name)
            if FileSystem.facts(file) != nil { return file }
            guard let picture = try? isMark ? Self.mark(of: path) : Self.picture(of: path) else { return nil }
            try FileSystem.makeFolder(cache)
            try AtomicFile.write(try ImageWriter.jpeg(picture, quality: 80), to: file)
            return file
        }
    }

    private static func picture(of path: String) throws -> Picture {
        if MediaKind.isPhoto(path: path) {
            let photo = try StillReader(path: path, covering: PictureSize(width: width, height: width))
            let size = fitted(width: photo.width, height: photo.height)
            return try photo.picture(width: size.width, height: size.height)
        }
        let facts = try MediaProbe(path: path)
        let size = fitted(width: facts.width, height: facts.height)
        let canvas = Picture(width: size.width, height: size.height)
        let clip = try ClipReader(path: path, size: size)
        try clip.draw(at: MediaTime(ticks: Int64((clip.duration ?? 0) / 3), timescale: 1_000_000), into: canvas)
        return canvas
    }

    private static func mark(of path: String) throws -> Picture {
        let photo = try StillReader(path: path)
        let size = fitted(width: photo.width, height: photo.height)
        let canvas = Picture(width: size.width, height: size.height)
        canvas.fill(luma: 126, blue: 128, red: 128)
        let (width, height) = (min(size.width, photo.width), min(size.height, photo.height))
        let builder = SpriteBuilder(x: 0..<size.width, y: 0..<size.height)
        builder.lay(try photo.cutout(width: width, height: height), x: 0, y: 0)
        builder.finish().blend(onto: canvas)
        return canvas
    }

    /// The size of a small picture of the same shape, even in both directions.
    private static func fitted(width: Int, height: Int) -> PictureSize {
        let scale = min(1, Double(Self.width) / Double(max(width, height, 1)))
        return PictureSize(
            width: max(2, Int(Double(width) * scale) & ~1), height: max(2, Int(Double(height) * scale) & ~1))
    }
}
