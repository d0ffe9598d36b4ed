package import Film
package import Pixels

/// The drawn motion backgrounds, by name.
package enum SceneryCatalogue {
    /// Names that a script may ask for.
    package static let names = ["ridges", "waves"]

    /// Makes a scenery.
    ///
    /// - Parameters:
    ///   - name: One of ``names``; `nil` or an unknown name lets the words decide.
    ///   - words: What the scene speaks of.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - seed: Decides the composition and the palette.
    /// - Returns: A source that moves for as long as it is asked to.
    package static func make(
        name: String?, words: [String] = [], size: PictureSize, frameRate: FrameRate, seed: UInt64
    ) -> any PictureSource {
        let stage = Stage(size: size, frameRate: frameRate, seed: seed)
        switch name {
        case "ridges": return Ridges.make(stage)
        default: return Waves.make(stage)
        }
    }
}
