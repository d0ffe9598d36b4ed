package import Film

/// Reads a script: Markdown as a writer would write it anyway, with directions in square brackets (`docs/script.md`).
package struct ScriptParser {
    /// Diagnostics that are kept; a hostile file cannot make an endless list.
    private static let diagnosticLimit = 100

    let directions: DirectionParser
    private var lines: [Substring] = []
    private var index = 0
    private var script = Script()
    /// The pieces of the paragraph being read.
    private var pieces: [ScriptPiece] = []
    /// Raw lines of running text not yet joined into a piece.
    private var pending: [Substring] = []
    private var pendingLine = 0

    /// Reads a script.
    /// - Parameters:
    ///   - text: The whole file.
    ///   - folder: The folder that relative paths in it start from, if known.
    /// - Returns: The script; what it could not follow is in its diagnostics.
    /// - Throws: A ``FilmError`` (input) when the text is empty, binary or over 200 000 characters.
    package static func parse(_ text: String, folder: String? = nil) throws(FilmError) -> Script {
        let source = try SourceText.checked(text, name: "script", code: .input)
        return parse(checked: source, folder: folder)
    }

    /// Reads text that has been checked.
    static func parse(checked text: String, folder: String?) -> Script {
        var parser = Self(directions: DirectionParser(folder: folder))
        let (visible, unclosed) = CommentStripper.strip(text)
        if unclosed > 0 { parser.warn(unclosed, "the comment that starts here has no end -->; it is read as text") }
        parser.lines = visible.split(separator: "\n", omittingEmptySubsequences: false)
        parser.readFrontMatter()
        while parser.index < parser.lines.count { parser.readLine() }
        parser.endParagraph()
        if parser.script.title == nil { parser.script.title = parser.script.settings.title }
        return parser.script
    }

    private init(directions: DirectionParser) { self.directions = directions }

    private mutating func report(_ line: Int, _ message: String, _ severity: ScriptDiagnostic.Severity) {
        guard script.diagnostics.count < Self.diagnosticLimit else { return }
        let sentence = message.capitalised + (message.hasSuffix("?") ? "" : ".")
        script.diagnostics.append(ScriptDiagnostic(line: line, message: sentence, severity: severity))
    }

    private mutating func warn(_ line: Int, _ message: String) { report(line, message, .warning) }

    // MARK: - Front matter

    private mutating func readFrontMatter() {
        guard let first = lines.firstIndex(where: { !$0.allSatisfy(\.isWhitespace) }),
            TextCleaner.tidy(lines[first]) == "---"
        else { return }
        let end = lines[(first + 1)...].prefix(80).firstIndex { ["---", "..."].contains(TextCleaner.tidy($0)) }
        guard let end else { return }
        let inner = lines[first + 1..<end]
        let isSettings = inner.allSatisfy { line in
            let text = TextCleaner.tidy(line)
            guard let colon = text.firstIndex(of: ":") else { return text.isEmpty || text.hasPrefix("#") }
            return text[..<colon].allSatisfy { $0.isLetter || "-_#".contains($0) || $0 == " " }
                && colon > text.startIndex
        }
        guard isSettings else { return }
        for (offset, line) in inner.enumerated() {
            let text = TextCleaner.tidy(line)
            guard !text.hasPrefix("#"), let colon = text.firstIndex(of: ":") else { continue }
            let key = TextCleaner.tidy(text[..<colon]).lowercased()
            var value = TextCleaner.tidy(text[text.index(after: colon)...])
            if value.count >= 2, let quote = value.first, "\"'".contains(quote), value.last == quote {
                value = String(value.dropFirst().dropLast())
            }
            let number = first + 2 + offset
            if let fault = script.settings.take(key: key, value: value, directions: directions) { warn(number, fault) }
        }
        index = end + 1
    }

    // MARK: - Blocks

    private mutating func readLine() {
        let line = lines[index]
        let number = index + 1
        index += 1
        if startsTable(line) {
            while index < lines.count, lines[index].contains("|") { index += 1 }
            endParagraph()
            return warn(number, "a table cannot be read aloud; it is left out")
        }
        switch LineKind(line) {
        case .blank: endParagraph()
        case .definition: break
        case .fence(let mark): skipCode(mark, from: number)
        case .heading(let level, let text):
            endParagraph()
            heading(level, text, number)
        case .doubleRule, .rule: rule(line, number)
        case .quote(let text):
            endParagraph()
            quote(first: text, number)
        case .item(let text):
            endParagraph()
            list(first: text, number)
        case .text(let text):
            if skipsElement(text) { return }
            take(text[...], number)
        }
    }

    private mutating func heading(_ level: Int, _ text: String, _ line: Int) {
        let words = TextCleaner.tidy(InlineText.read(text).words.prefix(200))
        if words.isEmpty {
            append(.pauseForThought, line)
        } else if level == 1, script.title == nil {
            script.title = words
        } else if level <= 2 {
            append(.chapter(words), line)
        } else {
            append(.pauseForThought, line)
        }
    }

    /// A rule under one short line makes it a heading, as in Markdown; elsewhere it is a break in thought.
    private mutating func rule(_ line: Substring, _ number: Int) {
        let text = TextCleaner.tidy(pending.first ?? "")
        let underlines =
            pending.count == 1 && pieces.isEmpty && text.split(separator: " ").count <= 12
            && !(text.last.map { ".!?…".contains($0) } ?? true)
        if underlines, !line.contains("*"), !line.contains("_") {
            pending.removeAll()
            return heading(line.contains("=") ? 1 : 2, text, number - 1)
        }
        guard !line.contains("=") else { return take(line, number) }
        endParagraph()
        append(.pauseForThought, number)
    }

    private mutating func append(_ content: ScriptBlock.Content, _ line: Int) {
        script.blocks.append(ScriptBlock(content: content, line: line))
    }

    private mutating func skipCode(_ mark: Character, from number: Int) {
        endParagraph()
        let fence = String(repeating: mark, count: 3)
        while index < lines.count {
            let ends = lines[index].drop { $0 == " " || $0 == "\t" }.hasPrefix(fence)
            index += 1
            if ends { break }
        }
        report(number, "code is not read aloud; the block that starts here is left out", .note)
    }

    private func startsTable(_ line: Substring) -> Bool {
        guard line.contains("|"), index < lines.count else { return false }
        let next = lines[index]
        return next.contains("-") && next.contains("|") && next.allSatisfy { "|:- \t".contains($0) }
    }

    /// Leaves out what stands between the tags of a script or style sheet.
    private mutating func skipsElement(_ text: String) -> Bool {
        let start = text.prefix(8).lowercased()
        guard let name = ["script", "style"].first(where: { start.hasPrefix("<" + $0) }) else { return false }
        guard !text.lowercased().contains("</" + name) else { return true }
        while index < lines.count {
            let ends = lines[index].lowercased().contains("</" + name)
            index += 1
            if ends { break }
        }
        return true
    }

    private mutating func quote(first: String, _ number: Int) {
        var parts = [first]
        while index < lines.count, case .quote(let text) = LineKind(lines[index]) {
            parts.append(text)
            index += 1
        }
        var source = ""
        if parts.count > 1, let last = parts.last, let name = Attribution.read(last, marked: "—–-") {
            source = name
            parts.removeLast()
        } else {
            // The source may also stand below, without the quote's mark.
            let below = index < lines.count && LineKind(lines[index]) == .blank ? index + 1 : index
            if below < lines.count, let name = Attribution.read(String(lines[below]), marked: "—–") {
                source = name
                index = below + 1
            }
        }
        let words = speakable(parts.joined(separator: " "), number)
        guard TextCleaner.hasWords(words) else { return }
        append(.quote(words, source: InlineText.read(source).words), number)
    }

    private mutating func list(first: String, _ number: Int) {
        var items = [(text: first, line: number)]
        while index < lines.count {
            switch LineKind(lines[index]) {
            case .item(let text): items.append((text, index + 1))
            case .text(let text):
                if wholeLineDirection(text[...]) != nil {
                    take(text[...], index + 1)
                } else {
                    items[items.count - 1].text += " " + text
                }
            default:
                finish(items)
                return endParagraph()
            }
            index += 1
        }
        finish(items)
        endParagraph()
    }

    private mutating func finish(_ items: [(text: String, line: Int)]) {
        for item in items {
            var words = speakable(item.text, item.line)
            while let last = words.last, ",;".contains(last) { words.removeLast() }
            guard TextCleaner.hasWords(words) else { continue }
            let bare = words.reversed().first { !"\"'”’)»".contains($0) } ?? "."
            pieces.append(ScriptPiece(content: .words(bare.isSentenceEnd ? words : words + "."), line: item.line))
        }
    }

    // MARK: - Paragraphs

    private mutating func take(_ text: Substring, _ number: Int) {
        if let direction = wholeLineDirection(text) {
            flushText()
            return follow(direction.name, direction.value, number)
        }
        let trimmed = text.drop(while: \.isWhitespace)
        if trimmed.hasPrefix("!["), trimmed.count < 5_000 {
            let read = InlineText.read(String(trimmed))
            if read.words.isEmpty, !read.images.isEmpty {
                flushText()
                return add(images: read.images, number)
            }
        }
        for segment in DirectionScanner.segments(of: text) {
            switch segment {
            case .text(let words):
                if pending.isEmpty { pendingLine = number }
                pending.append(words)
            case .direction(let name, let value):
                flushText()
                follow(name, value, number)
            }
        }
    }

    /// A line that is nothing but one pair of brackets: a direction, known or not.
    private func wholeLineDirection(_ text: Substring) -> (name: String, value: String)? {
        let line = TextCleaner.tidy(text)
        guard line.hasPrefix("["), line.hasSuffix("]"), !line.hasPrefix("[^"), line.count > 2, line.count <= 2_000
        else {
            return nil
        }
        let inner = line.dropFirst().dropLast()
        guard !inner.contains("["), !inner.contains("]") else { return nil }
        guard let colon = inner.firstIndex(of: ":") else { return (TextCleaner.tidy(inner), "") }
        return (TextCleaner.tidy(inner[..<colon]), TextCleaner.tidy(inner[inner.index(after: colon)...]))
    }

    private mutating func follow(_ word: String, _ value: String, _ line: Int) {
        guard let name = DirectionParser.name(word) else {
            let hint = NearestName.find(word, among: DirectionParser.names).map { "did you mean [\($0): …]?" }
            let known = "known are \(DirectionParser.names.joined(separator: ", "))"
            return warn(line, "there is no direction \"\(word.prefix(40))\"; " + (hint ?? known))
        }
        switch directions.parse(name: name, value: TextCleaner.plain(value)) {
        case .success(let direction): pieces.append(ScriptPiece(content: .direction(direction), line: line))
        case .failure(let fault): warn(line, "the direction [\(name): \(value.prefix(40))] \(fault.reason)")
        }
    }

    private mutating func add(images: [InlineText.Image], _ line: Int) {
        for image in images {
            switch directions.picture(image.target, alt: image.alt) {
            case .success(let direction): pieces.append(ScriptPiece(content: .direction(direction), line: line))
            case .failure(let fault): warn(line, "the picture \"\(image.target.prefix(60))\" \(fault.reason)")
            }
        }
    }

    private mutating func flushText() {
        guard !pending.isEmpty else { return }
        let text = LineJoiner.join(pending)
        pending.removeAll()
        let words = speakable(text, pendingLine)
        if TextCleaner.hasWords(words) { pieces.append(ScriptPiece(content: .words(words), line: pendingLine)) }
    }

    /// The words of a text; pictures among them become directions before it.
    private mutating func speakable(_ text: String, _ line: Int) -> String {
        let read = InlineText.read(text)
        add(images: read.images, line)
        let (words, dropped) = TextCleaner.withoutEndlessWords(read.words)
        if dropped > 0 {
            warn(
                line,
                "\(dropped == 1 ? "a word" : "\(dropped) words") of more than "
                    + "\(TextCleaner.longestWord) letters cannot be spoken and \(dropped == 1 ? "is" : "are") left out")
        }
        return words
    }

    private mutating func endParagraph() {
        flushText()
        guard let first = pieces.first else { return }
        append(.paragraph(pieces), first.line)
        pieces.removeAll()
    }
}
