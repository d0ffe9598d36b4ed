/// How captions are drawn over the picture.
package enum CaptionStyle: String, Sendable, CaseIterable, Codable {
    /// White text on a soft shadow and outline.
    case clean
    /// As `clean`, with the word being spoken in the accent colour.
    case karaoke
    /// White text on a rounded dark box.
    case boxed
    /// Nothing is drawn; the sidecar files are still written.
    case none
}

/// How much work the encoder puts into each frame.
package enum Quality: String, Sendable, CaseIterable, Codable {
    case draft
    case standard
    case high
}

/// What plays under the narration.
package enum MusicChoice: Sendable, Hashable, Codable {
    /// A track of this mood from the music pack.
    case mood(String)
    /// The user's own file.
    case file(String)
    /// No music.
    case none
}

/// Who speaks, and how fast.
package struct VoiceChoice: Sendable, Hashable, Codable {
    /// A voice's id as `vitascope voices` lists it.
    package var id: String
    /// Speaking rate, 1 is the voice's own; 0.5 to 2.
    package var speed: Double

    /// Names a voice.
    package init(id: String, speed: Double = 1) {
        self.id = id
        self.speed = speed
    }
}

/// A colour in 8-bit sRGB.
package struct Colour: Sendable, Hashable, Codable {
    /// 0...255.
    package var red: UInt8
    /// 0...255.
    package var green: UInt8
    /// 0...255.
    package var blue: UInt8

    /// Makes a colour from its components.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }
}
