/// What a person asks for: words in, and how the film should be.
package struct Brief: Sendable, Codable, Equatable {
    /// The words the film is made from.
    package enum Source: Sendable, Codable, Equatable {
        /// A bare prompt: its own sentences are narrated.
        case prompt(String)
        /// A Markdown script.
        case script(String)
    }

    /// The words.
    package var source: Source
    /// Picture size.
    package var size: PictureSize
    /// Frame rate.
    package var frameRate: FrameRate
    /// Wanted length in seconds, if any: pictures are held to reach it; narration is never cut.
    package var length: Double?
    /// The narrator, or `nil` for a film without a voice.
    package var voice: VoiceChoice?
    /// Caption style.
    package var captions: CaptionStyle
    /// Music.
    package var music: MusicChoice
    /// A sound file in which a person speaks the words, heard instead of the narrator.
    package var recording: String?
    /// The mark in a corner of every picture, if any.
    package var logo: Logo?
    /// Encoder effort.
    package var quality: Quality
    /// Decides every choice that is left to chance.
    package var seed: UInt64

    /// A brief with the house defaults: 1080p wide, 30 fps, `heart` speaking, clean captions, calm music.
    package init(source: Source) {
        self.source = source
        size = Shape.wide.size()
        frameRate = FrameRate(30)
        length = nil
        voice = VoiceChoice(id: "heart")
        captions = .clean
        music = .mood("calm")
        recording = nil
        logo = nil
        quality = .standard
        seed = 1
    }
}
