package import Film
internal import LibAV
internal import Platform

/// The small pictures that players show over the seek bar: one sheet, and a WebVTT track that says which part of it
/// belongs to which time.
package struct Thumbnails: Sendable, Equatable {
    /// Pictures in a row of the sheet.
    package static let columns = 10
    static let most = 100
    private static let longSide = 160

    /// One small picture's size.
    package let tile: PictureSize
    /// Milliseconds that one small picture stands for.
    package let interval: Int
    /// The film's length in milliseconds.
    package let duration: Int

    /// Plans a film's sheet: a picture every two seconds, and at most a hundred.
    package init(duration: Int, size: PictureSize) {
        self.duration = max(1, duration)
        // Whole seconds keep the track's times plain.
        interval = max(2000, (self.duration + Self.most * 1000 - 1) / (Self.most * 1000) * 1000)
        tile = Self.tile(for: size)
    }

    /// The size of small pictures of a film.
    package static func tile(for size: PictureSize) -> PictureSize {
        let longest = max(size.width, size.height)
        func scaled(_ side: Int) -> Int { max(2, side * longSide / max(1, longest) / 2 * 2) }
        return PictureSize(width: scaled(size.width), height: scaled(size.height))
    }

    /// Small pictures on the sheet.
    package var count: Int { (duration + interval - 1) / interval }

    /// The moments the pictures are taken at, in milliseconds: the middle of what each stands for.
    package var moments: [Int] { (0..<count).map { min($0 * interval + interval / 2, duration - 1) } }

    /// The WebVTT track, each cue naming a part of the sheet by a media fragment (`#xywh=`, W3C Media Fragments 4.2.2).
    ///
    /// - Parameter sheet: The sheet's name as seen from the track.
    /// - Returns: The file's text.
    package func text(sheet: String) -> String {
        var blocks = ["WEBVTT"]
        for index in 0..<count {
            let start = CaptionSegments.timestamp(index * interval)
            let end = CaptionSegments.timestamp(min(duration, (index + 1) * interval))
            let x = index % Self.columns * tile.width
            let y = index / Self.columns * tile.height
            blocks.append("\(start) --> \(end)\n\(sheet)#xywh=\(x),\(y),\(tile.width),\(tile.height)")
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// Writes `thumbnails.jpg` and `thumbnails.vtt`.
    ///
    /// - Parameters:
    ///   - row: The film's small pictures; nothing is written when there are none.
    ///   - folder: Where the two files go.
    /// - Throws: `FilmError` when the files cannot be written.
    package func write(_ row: StillRow, folder: String) throws(FilmError) {
        let chosen = row.nearest(to: moments)
        guard !chosen.isEmpty else { return }
        let sheet = Still.sheet(chosen, columns: Self.columns)
        try AtomicFile.write(ImageWriter.jpeg(sheet, quality: 80), to: Path.join(folder, "thumbnails.jpg"))
        try AtomicFile.write(text(sheet: "thumbnails.jpg"), to: Path.join(folder, "thumbnails.vtt"))
    }
}
