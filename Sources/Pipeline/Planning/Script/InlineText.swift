/// Reads Markdown within a paragraph: what remains is what a narrator would say.
///
/// One pass from left to right over partners found beforehand, so that the time is linear in the length whatever
/// the text (a hundred thousand open brackets included).
struct InlineText {
    /// An image found in the text.
    struct Image: Equatable {
        var alt: String
        var target: String
    }

    private let characters: [Character]
    /// For each opening bracket or parenthesis, where it closes; for each `<`, the next `>`; -1 for none.
    private let partner: [Int]
    /// Where runs of backticks start, by length of the run, from last to first.
    private var codeFences: [Int: [Int]]
    private var output = ""
    private var images: [Image] = []
    /// Where to go on behind a link's text, by the position of its closing bracket.
    private var skips: [Int: Int] = [:]
    /// True while something has just been dropped: a space before a stop is then dropped too.
    private var droppedJustNow = false

    /// Cleans a text.
    /// - Parameter text: One paragraph, lines joined.
    /// - Returns: The words with single spaces, and the images that stood among them.
    static func read(_ text: String) -> (words: String, images: [Image]) {
        var reader = Self(text)
        reader.run()
        return (TextCleaner.tidy(reader.output), reader.images)
    }

    private init(_ text: String) {
        characters = Array(text)
        partner = InlinePartners.find(characters)
        codeFences = InlinePartners.codeFences(characters)
    }

    private func at(_ index: Int) -> Character? { characters.indices.contains(index) ? characters[index] : nil }

    private mutating func emit(_ character: Character) {
        guard let kept = TextCleaner.kept(character) else {
            droppedJustNow = true
            return
        }
        if droppedJustNow, ".,;:!?".contains(kept) {
            while output.last == " " { output.removeLast() }
        }
        if kept != " " { droppedJustNow = false }
        output.append(kept)
    }

    private mutating func run() {
        var i = 0
        while i < characters.count {
            if let target = skips[i] {
                i = target
                continue
            }
            switch characters[i] {
            case "\\": i = escape(i)
            case "`": i = code(i)
            case "!": i = image(i)
            case "[": i = bracket(i)
            case "]": i += 1
            case "<": i = angle(i)
            case "&": i = entity(i)
            case "*", "_", "~": i = emphasis(i)
            case "-": i = dash(i)
            case "#": i = hash(i)
            case "h", "H", "w", "W": i = address(i)
            default:
                emit(characters[i])
                i += 1
            }
        }
    }

    private mutating func escape(_ i: Int) -> Int {
        guard let next = at(i + 1), next.isASCII, next.isPunctuation || next.isSymbol else {
            emit("\\")
            return i + 1
        }
        emit(next)
        return i + 2
    }

    private func runLength(_ i: Int) -> Int {
        var end = i
        while at(end) == characters[i] { end += 1 }
        return end - i
    }

    private mutating func code(_ i: Int) -> Int {
        let length = runLength(i)
        while let last = codeFences[length]?.last, last <= i { codeFences[length]?.removeLast() }
        guard let close = codeFences[length]?.last else { return i + length }
        for index in i + length..<close { emit(characters[index]) }
        return close + length
    }

    /// Where a link's target ends, for the closing bracket at `close`, and the target itself.
    private func target(after close: Int) -> (end: Int, text: String)? {
        guard let open = at(close + 1), open == "(" || open == "[" else { return nil }
        let end = partner[close + 1]
        guard end >= 0 else { return nil }
        let inner = characters[close + 2..<end].prefix(2_000)
        let target = String(inner).split(separator: " ").first.map(String.init) ?? ""
        return (end + 1, open == "(" ? target : "")
    }

    private mutating func image(_ i: Int) -> Int {
        guard at(i + 1) == "[", partner[i + 1] >= 0 else {
            emit("!")
            return i + 1
        }
        let close = partner[i + 1]
        guard let target = target(after: close) else {
            emit("!")
            return i + 1
        }
        let alt = TextCleaner.plain(String(characters[i + 2..<close].prefix(200)))
        images.append(Image(alt: alt, target: target.text.filter { $0 != "<" && $0 != ">" }))
        droppedJustNow = true
        return target.end
    }

    private mutating func bracket(_ i: Int) -> Int {
        let close = partner[i]
        guard close >= 0 else { return i + 1 }
        if at(i + 1) == "^" {
            droppedJustNow = true
            return close + 1
        }
        // A task's box.
        if close == i + 2, let mark = at(i + 1), " xX".contains(mark) { return close + 1 }
        skips[close] = target(after: close)?.end ?? close + 1
        return i + 1
    }

    private mutating func angle(_ i: Int) -> Int {
        let close = partner[i]
        guard close > i + 1, close - i < 2_000, let first = at(i + 1) else {
            emit("<")
            return i + 1
        }
        let inner = String(characters[i + 1..<close])
        if !inner.contains(" "), let host = WebAddress.host(inner) {
            for character in host { emit(character) }
            return close + 1
        }
        guard first.isASCII, first.isLetter || "/!?".contains(first) else {
            emit("<")
            return i + 1
        }
        if inner.contains("@"), !inner.contains(" ") {
            for character in inner { emit(character) }
            return close + 1
        }
        let name = inner.lowercased().filter { $0 != "/" }
        if name == "br" || name == "p" || name == "div" || name == "li" { emit(" ") }
        return close + 1
    }

    private mutating func entity(_ i: Int) -> Int {
        var end = i + 1
        while end < i + 12, let next = at(end), next.isASCII, next.isLetter || next.isNumber || next == "#" { end += 1 }
        guard at(end) == ";", let text = HTMLEntity.decode(String(characters[i + 1..<end])) else {
            emit("&")
            return i + 1
        }
        emit(text)
        return end + 1
    }

    private mutating func emphasis(_ i: Int) -> Int {
        let mark = characters[i]
        let length = runLength(i)
        let before = at(i - 1)
        let after = at(i + length)
        let alone = (before?.isWhitespace ?? true) && (after?.isWhitespace ?? true)
        let inFigures = (before?.isNumber ?? false) && (after?.isNumber ?? false)
        let inWord = isWordPart(before) && isWordPart(after)
        let literal =
            switch mark {
            case "*": length == 1 && (alone && before != nil && after != nil || inFigures)
            case "_": inWord
            default: length == 1
            }
        if literal { for _ in 0..<length { emit(mark) } }
        return i + length
    }

    private func isWordPart(_ character: Character?) -> Bool {
        guard let character else { return false }
        return character.isLetter || character.isNumber
    }

    /// Two or three hyphens are a typist's dash.
    private mutating func dash(_ i: Int) -> Int {
        let length = runLength(i)
        if length == 1 {
            emit("-")
        } else if length <= 3 {
            emit("—")
        }
        return i + length
    }

    /// `#waves` is the word; `#5` stays a number's sign.
    private mutating func hash(_ i: Int) -> Int {
        if !(at(i + 1)?.isLetter ?? false) { emit("#") }
        return i + 1
    }

    private mutating func address(_ i: Int) -> Int {
        if !isWordPart(at(i - 1)), let end = WebAddress.end(in: characters, from: i),
            let host = WebAddress.host(String(characters[i..<end].prefix(300)))
        {
            for character in host { emit(character) }
            return end
        }
        emit(characters[i])
        return i + 1
    }
}
