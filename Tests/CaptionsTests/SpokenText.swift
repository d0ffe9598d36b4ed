import Captions
import Film

/// Words as a voice would speak them: time by letters, a breath at punctuation.
func spoken(_ text: String, from start: Int = 300, lettersPerSecond: Double = 15) -> [CaptionWord] {
    var time = Double(start)
    return text.split(separator: " ").map { word in
        let length = Double(word.count + 1) / lettersPerSecond * 1000
        let begins = time
        time += length + (word.last.map { ".!?".contains($0) } ?? false ? 350 : word.last == "," ? 180 : 0)
        return CaptionWord(
            text: String(word), start: .milliseconds(Int(begins)), end: .milliseconds(Int(begins + length) - 20))
    }
}

/// Text of a seed: words of one to fifteen letters with punctuation, sometimes other scripts and markup.
func randomText(seed: UInt64, words: Int) -> String {
    var random = SeededRandom(seed: seed, for: "captions")
    let strange = [
        "{\\b1}", "\\N", "<i>", "-->", "&amp;", "日本語の字幕は、", "美しい。", "مرحبا", "שלום", "😀", "e\u{301}tude",
        "https://example.org/a/very/long/address?with=query&and=more#fragment", "Mr.", "3.5", "§", "”", "...",
    ]
    let letters = Array("etaoinshrdlucmfwypvbgkqjxz")
    return (0..<words).map { _ in
        if random.next() % 12 == 0 { return strange[Int(random.next() % UInt64(strange.count))] }
        let length = 1 + Int(random.next() % 9) + Int(random.next() % 7)
        let word = String((0..<length).map { _ in letters[Int(random.next() % UInt64(letters.count))] })
        return word + (["", "", "", "", "", ",", ".", "?", ";"][Int(random.next() % 9)])
    }.joined(separator: " ")
}
