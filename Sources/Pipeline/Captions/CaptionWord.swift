package import Film

/// A displayed word and when it sounds.
package struct CaptionWord: Sendable, Hashable, Codable {
    /// The word as it stands in the text, punctuation included ("river,").
    package var text: String
    /// Start of the sound.
    package var start: MediaTime
    /// End of the sound.
    package var end: MediaTime

    /// Makes a word; `start` and `end` count from where the scene's frames count from.
    package init(text: String, start: MediaTime, end: MediaTime) {
        self.text = text
        self.start = start
        self.end = end
    }
}
