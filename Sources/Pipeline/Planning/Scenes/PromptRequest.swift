/// Reads a prompt: what the film is about, without the words that ask for a film.
struct PromptRequest: Equatable {
    /// What to narrate.
    var text: String
    /// A length named in the request, in seconds.
    var length: Double?

    private static let verbs: Set = [
        "make", "create", "generate", "produce", "render", "write", "show", "give", "film",
    ]
    private static let things: Set = [
        "video", "film", "movie", "clip", "short", "documentary", "reel", "animation", "trailer", "story",
    ]
    private static let links: Set = ["about", "on", "of", "showing", "explaining", "describing", "for"]

    /// Takes `Make a 30 second video about …` off the front; everything else is left as it is.
    static func read(_ prompt: String) -> Self {
        let words = prompt.split(omittingEmptySubsequences: true) { $0 == " " || $0 == "\n" || $0 == "\t" }
        var index = 0
        func word(_ at: Int) -> String { at < words.count ? words[at].lowercased().filter { $0.isLetter } : "" }
        while ["please", "can", "could", "you", "lets", "let", "us"].contains(word(index)), index < 4 { index += 1 }
        if verbs.contains(word(index)) {
            index += 1
            if ["me", "us"].contains(word(index)) { index += 1 }
        } else if !["a", "an"].contains(word(index)) {
            return Self(text: prompt, length: nil)
        }
        let start = index
        var thing: Int?
        while index < words.count, index - start < 7 {
            if things.contains(word(index)), links.contains(word(index + 1)) {
                thing = index
                break
            }
            index += 1
        }
        guard let thing, thing + 2 < words.count, let first = words.dropFirst(thing + 2).first else {
            return Self(text: prompt, length: nil)
        }
        let rest = String(prompt[first.startIndex...])
        return Self(text: rest.capitalised, length: length(in: words[start..<thing].map(String.init)))
    }

    private static func length(in words: [String]) -> Double? {
        for (index, word) in words.enumerated() where word.first?.isNumber == true {
            let parts = word.split(separator: "-")
            if parts.count == 2, let seconds = DurationText.seconds(parts[0] + String(parts[1])) { return seconds }
            if index + 1 < words.count, let seconds = DurationText.seconds(word + words[index + 1]) { return seconds }
            if word.contains(where: \.isLetter), let seconds = DurationText.seconds(word) { return seconds }
        }
        return nil
    }
}
