/// The whole film as a document: ordered scenes and how they look and sound.
///
/// A person can read it, edit it and render it again.
package struct Storyboard: Sendable, Codable, Equatable {
    /// The document's format version.
    package static let currentVersion = 1

    /// Format version, ``currentVersion`` for what this build writes.
    package var version: Int
    /// The film's title, shown on its card and in the file's metadata.
    package var title: String
    /// Picture size.
    package var size: PictureSize
    /// Frame rate.
    package var frameRate: FrameRate
    /// The narrator of scenes that name no other, or `nil` for none.
    package var voice: VoiceChoice?
    /// Caption style.
    package var captions: CaptionStyle
    /// Music.
    package var music: MusicChoice
    /// Encoder effort.
    package var quality: Quality
    /// Decides every choice that is left to chance.
    package var seed: UInt64
    /// The colour of karaoke words and card rules.
    package var accent: Colour
    /// The mark in a corner of every picture, if any.
    package var logo: Logo?
    /// Scenes in playing order, at least one.
    package var scenes: [Scene]

    /// Makes an empty storyboard that takes its looks from a brief.
    package init(title: String, brief: Brief, scenes: [Scene]) {
        version = Self.currentVersion
        self.title = title
        size = brief.size
        frameRate = brief.frameRate
        voice = brief.voice
        captions = brief.captions
        music = brief.music
        quality = brief.quality
        seed = brief.seed
        accent = Colour(red: 255, green: 196, blue: 84)
        logo = brief.logo
        self.scenes = scenes
    }
}

extension Storyboard {
    /// Every file that the film would be made from, with its place in the document: what a service must allow first.
    package var files: [(place: String, path: String)] {
        var files: [(place: String, path: String)] = []
        if case .file(let path) = music { files.append(("music.file", path)) }
        if let logo { files.append(("logo.file", logo.file)) }
        for (index, scene) in scenes.enumerated() {
            let place = "scenes[\(index)]"
            if case .file(let path)? = scene.music { files.append(("\(place).music.file", path)) }
            if let recording = scene.recording { files.append(("\(place).recording.file", recording.file)) }
            if let path = scene.shot.file { files.append(("\(place).shot.file", path)) }
            if let choice = scene.shot.choice { files.append(("\(place).shot.choice.path", choice.path)) }
            for (rank, choice) in scene.shot.runnersUp.enumerated() {
                files.append(("\(place).shot.runnersUp[\(rank)].path", choice.path))
            }
        }
        return files
    }
}
