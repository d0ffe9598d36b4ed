package import Artifacts
package import Captions
package import Film
internal import FoundationEssentials

/// Everything one scene's bitstream depends on.
package struct PictureWork: Sendable, Codable {
    /// The version of the code that draws and encodes; raised when its output changes.
    static let version = 2

    /// What is seen.
    package var visual: Visual
    /// Frames to encode, at least 1.
    package var frames: Int
    /// How the picture takes over from the one before.
    package var entrance: Transition
    /// The picture before and its frames, when it shows under a dissolve.
    package var before: Before?
    /// Captions over this scene, in scene time.
    package var cues: [Cue]
    /// Caption style.
    package var captions: CaptionStyle
    /// Accent colour of captions and cards.
    package var accent: Colour
    /// Picture size.
    package var size: PictureSize
    /// Frame rate.
    package var frameRate: FrameRate
    /// Encoder effort.
    package var quality: Quality
    /// Which encoder, by name and library version.
    package var encoder: String
    /// Whether this is the film's first scene, whose first GOP is short.
    package var opens: Bool
    /// Whether this is the film's last scene, which fades to black.
    package var closes: Bool
    /// The mark in a corner; left out of the name of the result when there is none, as before there were any.
    package var logo: LogoMark?

    /// The picture that a dissolve starts from.
    package struct Before: Sendable, Codable {
        /// What was seen.
        package var visual: Visual
        /// Its length in frames: the dissolve shows what comes after.
        package var frames: Int
    }

    /// The name of this work's result.
    ///
    /// - Throws: An encoding error, which no value of this type causes.
    package func key() throws -> ArtifactKey {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return ArtifactKey(kind: "picture", version: Self.version, parts: [text])
    }
}
