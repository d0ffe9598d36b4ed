/// How large a storyboard document may be; far above any film, low enough that a bad file cannot fill the memory.
package enum DocumentLimits {
    /// Bytes of a storyboard file.
    package static let bytes = 32 << 20
    /// Scenes in a film: more than the longest text makes.
    package static let scenes = 5_000
    /// Characters of all narration together, and of a script or prompt.
    package static let text = 200_000
    /// Characters of one scene's narration.
    package static let narration = 5_000
    /// Characters of a title, a card's text, a name or a query.
    package static let line = 500
    /// Characters of a path or an address.
    package static let path = 4_096
    /// Queries, words to avoid and similar lists.
    package static let list = 32
    /// Milliseconds of one pause.
    package static let pause = 60_000
    /// Milliseconds of a recording of the words.
    package static let recording = 14_400_000
    /// Milliseconds of one silent scene.
    package static let hold = 600_000
}
