/// Words written alike and said differently that the pack's dictionary lacks or has only one sound for.
enum Heteronyms {
    /// Entries in ``Lexicon``'s encoding: U+0001 begins a part of speech, U+0002 its sound.
    static let entries: [String: String] = [:]
}
