package import Film
internal import LibAV
internal import Pixels

/// A logo as one of the things that a scene's frames depend on.
package struct LogoMark: Sendable, Codable, Equatable {
    /// The file.
    package var file: MediaSignature
    /// Where it stands.
    package var corner: Logo.Corner

    /// Decodes the logo and makes it ready to be laid over frames.
    ///
    /// - Parameter size: The film's size.
    /// - Returns: The sprite, at its place.
    /// - Throws: A `FilmError` naming the file when it cannot be used.
    func sprite(size: PictureSize) throws(FilmError) -> Sprite {
        let reader = try LogoPicture(path: file.path).reader
        let place = LogoGeometry(logo: (reader.width, reader.height), corner: corner, size: size)
        let cutout = try reader.cutout(width: place.width, height: place.height)
        let builder = SpriteBuilder(
            x: place.left..<(place.left + place.width), y: place.top..<(place.top + place.height))
        builder.lay(cutout, x: place.left, y: place.top)
        return builder.finish()
    }
}
