import Film

/// Turns a script's blocks into drafts: cuts, cards, pauses and what the directions ask for.
struct ScriptStage {
    private(set) var drafts: [Draft] = []
    private(set) var diagnostics: [ScriptDiagnostic] = []
    /// Music asked for before the first words: the film's own.
    private(set) var openingMusic: MusicChoice?
    /// Chapter headings before the first words go on the title card.
    private(set) var openingChapter: String?

    private let speed: Double
    private let hasVoice: Bool
    private var wish: Wish?
    private var avoid: [String] = []
    private var voice: VoiceChoice?
    private var music: MusicChoice?
    private var entrance: Transition = .cut
    private var chapter: String?
    private var previousWords: Set<String> = []

    /// Starts a film.
    init(speed: Double, hasVoice: Bool) {
        self.speed = speed
        self.hasVoice = hasVoice
    }

    /// Goes through the script.
    mutating func play(_ script: Script) {
        for block in script.blocks {
            switch block.content {
            case .chapter(let title): startChapter(title)
            case .pauseForThought: breakThought()
            case .quote(let text, let source): quote(text, source: source, line: block.line)
            case .paragraph(let pieces): paragraph(pieces, line: block.line)
            }
        }
        showWish()
        if let last = drafts.indices.last { drafts[last].pauseAfter = max(drafts[last].pauseAfter, Rhythm.endPause) }
    }

    private var hasSpoken: Bool { drafts.contains { !$0.narration.isEmpty } }

    private mutating func breakThought() {
        guard let last = drafts.indices.last else { return }
        drafts[last].pauseAfter = max(drafts[last].pauseAfter, Rhythm.chapterPause)
        entrance = .dissolve
        previousWords = []
    }

    private mutating func startChapter(_ title: String) {
        chapter = title
        guard hasSpoken else {
            openingChapter = openingChapter ?? title
            return
        }
        breakThought()
        var card = Draft()
        card.kind = .card(Card(role: .chapter, text: title))
        card.minimum = Rhythm.chapterCard
        card.pauseAfter = 0
        add(card)
        entrance = .dissolve
    }

    /// Appends a draft, giving it what has been waiting for a scene.
    private mutating func add(_ draft: Draft) {
        var draft = draft
        draft.chapter = chapter
        draft.avoid = avoid + draft.avoid
        draft.entrance = drafts.isEmpty ? .fade : entrance
        entrance = .cut
        if !draft.narration.isEmpty { draft.voice = voice }
        draft.music = music
        music = nil
        drafts.append(draft)
    }

    // MARK: - Quotes

    private mutating func quote(_ text: String, source: String, line: Int) {
        closeParagraph()
        let count = text.split(separator: " ").count
        let isShort = SpeakingRate.seconds(text, speed: speed) <= Rhythm.longestQuote
        guard count <= Rhythm.quoteWords, text.count <= 180, isShort else {
            note(line, "The quote is too long for a card; it is spoken over pictures.")
            let piece = ScriptPiece(content: .words(text), line: line)
            return paragraph([piece], line: line)
        }
        var draft = Draft()
        draft.narration = text
        draft.kind = .card(Card(role: .quote, text: unquoted(text), detail: source))
        draft.wished = wish?.queries ?? []
        draft.file = wish?.file
        draft.minimum = 2_500
        draft.opensParagraph = true
        wish = nil
        add(draft)
        previousWords = []
    }

    /// The words without quotation marks around all of them: the card sets its own.
    private func unquoted(_ text: String) -> String {
        let pairs: [Character: Character] = ["\"": "\"", "“": "”", "«": "»", "‘": "’", "„": "“", "「": "」"]
        guard let first = text.first, let close = pairs[first], text.last == close, text.count > 2 else { return text }
        return String(text.dropFirst().dropLast())
    }

    /// The pause before a new paragraph.
    private mutating func closeParagraph() {
        guard let last = drafts.lastIndex(where: { !$0.narration.isEmpty }), last == drafts.count - 1 else { return }
        if drafts[last].pauseAfter == Rhythm.sentencePause { drafts[last].pauseAfter = Rhythm.paragraphPause }
    }

    // MARK: - Paragraphs

    private mutating func paragraph(_ pieces: [ScriptPiece], line: Int) {
        var text: [Character] = []
        var cuts: [(offset: Int, directions: [Int])] = []
        for (index, piece) in pieces.enumerated() {
            switch piece.content {
            case .words(let words):
                if let last = text.last {
                    let closeUp = last.isUnspaced && words.first?.isUnspaced == true
                    if !closeUp { text.append(" ") }
                }
                // A cut stands where the words behind its direction begin.
                if let last = cuts.last, last.offset == -1 { cuts[cuts.count - 1].offset = text.count }
                text += words
            case .direction:
                if let last = cuts.last, last.offset == -1 {
                    cuts[cuts.count - 1].directions.append(index)
                } else {
                    cuts.append((-1, [index]))
                }
            }
        }
        let trailing = cuts.last.flatMap { $0.offset == -1 ? $0.directions : nil } ?? []
        if !trailing.isEmpty { cuts.removeLast() }
        let passages = PassagePacker.pack(text, cuts: cuts, speed: speed)
        if !passages.isEmpty { closeParagraph() }
        softenEntrance(String(text))
        var standing: Wish?
        for (index, passage) in passages.enumerated() {
            for direction in passage.directions where follow(pieces[direction]) { standing = nil }
            if let wish { standing = wish }
            var draft = Draft()
            draft.narration = passage.text
            draft.continues = passage.continues
            if passage.continues { draft.pauseAfter = 0 }
            draft.opensParagraph = index == 0
            if let standing {
                draft.kind = standing.kind
                draft.wished = standing.queries
                draft.avoid = standing.avoid
                draft.file = standing.file
            }
            if case .card = draft.kind { draft.minimum = 2_500 }
            standing = standing?.afterFirstShot
            wish = nil
            add(draft)
        }
        for direction in trailing { _ = follow(pieces[direction]) }
    }

    /// A dissolve where a paragraph turns to another matter: no word in common with the one before and no word that
    /// points back.
    private mutating func softenEntrance(_ text: String) {
        let tokens = WordToken.tokens(in: text)
        let words = Set(tokens.filter { $0.role == .noun || $0.role == .proper }.map { String($0.lower.prefix(5)) })
        defer { if !words.isEmpty { previousWords = words } }
        guard let first = tokens.first, previousWords.count > 2, words.count > 2 else { return }
        let leans =
            WordLists.pronouns.contains(first.lower) || ["and", "but", "so", "then", "yet"].contains(first.lower)
        if !leans, previousWords.isDisjoint(with: words) { entrance = .dissolve }
    }

    // MARK: - Directions

    /// Follows a direction; true when it changes what is seen.
    private mutating func follow(_ piece: ScriptPiece) -> Bool {
        guard case .direction(let direction) = piece.content else { return false }
        switch direction {
        case .picture(let queries, let avoid, let file):
            showWish()
            wish = Wish(queries: queries, avoid: avoid, file: file, line: piece.line)
            return true
        case .card(let card):
            showWish()
            wish = Wish(kind: .card(card), line: piece.line)
            return true
        case .scenery(let name):
            showWish()
            wish = Wish(kind: .scenery(name), line: piece.line)
            return true
        case .pause(let milliseconds): pause(milliseconds, line: piece.line)
        case .music(let choice):
            if drafts.isEmpty { openingMusic = choice } else { music = choice }
        case .voice(let choice):
            if hasVoice {
                voice = choice.map { $0.speed == 1 ? VoiceChoice(id: $0.id, speed: speed) : $0 }
            } else {
                note(piece.line, "The film has no voice; the voice asked for here is not used.")
            }
        case .avoid(let words): avoid = words
        }
        return false
    }

    /// Silence: over the picture just asked for, if any, else after the words before.
    private mutating func pause(_ milliseconds: Int, line: Int) {
        if wish != nil {
            showWish(for: max(milliseconds, Rhythm.leastShot))
        } else if let last = drafts.indices.last {
            if drafts[last].narration.isEmpty {
                drafts[last].minimum = max(drafts[last].minimum, milliseconds)
            } else {
                drafts[last].pauseAfter = milliseconds
                drafts[last].continues = false
            }
        } else {
            note(line, "There is nothing before this pause to hold; put a picture or words before it.")
        }
    }

    /// Shows what was asked for without words, when nothing was said over it.
    private mutating func showWish(for milliseconds: Int? = nil) {
        guard let wish else { return }
        self.wish = nil
        var draft = Draft()
        draft.kind = wish.kind
        draft.wished = wish.queries
        draft.avoid = wish.avoid
        draft.file = wish.file
        draft.pauseAfter = 0
        if case .card = wish.kind {
            draft.minimum = milliseconds ?? Rhythm.silentCard
        } else {
            draft.minimum = milliseconds ?? Rhythm.silentPicture
        }
        add(draft)
    }

    private mutating func note(_ line: Int, _ message: String) {
        diagnostics.append(ScriptDiagnostic(line: line, message: message, severity: .note))
    }
}
