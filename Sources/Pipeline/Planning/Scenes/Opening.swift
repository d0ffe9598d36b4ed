import Film

/// How a film begins: something moving and a first sentence, then its title.
enum Opening {
    /// Most words of a title.
    static let titleWords = 12

    /// Puts the title card behind the first sentence: never before something has moved.
    static func insertTitle(_ title: String?, detail: String?, into drafts: inout [Draft]) {
        guard let text = title ?? detail else { return }
        let smaller = title == nil ? "" : detail ?? ""
        let card = Card(role: title == nil ? .chapter : .title, text: text, detail: smaller)
        let hookEnd = drafts.firstIndex { !$0.narration.isEmpty && !$0.continues }
        var draft = Draft()
        draft.kind = .card(card)
        draft.minimum = Rhythm.titleCard
        draft.pauseAfter = 0
        draft.entrance = .dissolve
        draft.chapter = hookEnd.flatMap { drafts[$0].chapter }
        guard let hookEnd else {
            drafts.insert(draft, at: 0)
            return
        }
        let next = hookEnd + 1
        // Never two cards in a row: a chapter that begins right here goes on the title card.
        if next < drafts.count, drafts[next].narration.isEmpty, case .card(let chapter) = drafts[next].kind,
            chapter.role == .chapter, smaller.isEmpty
        {
            draft.kind = .card(Card(role: card.role, text: card.text, detail: chapter.text))
            draft.chapter = drafts[next].chapter
            draft.music = drafts[next].music
            drafts.remove(at: next)
        }
        if next < drafts.count {
            if drafts[next].entrance == .cut { drafts[next].entrance = .dissolve }
            // The hook's last word rings out before the title, whatever pause its paragraph would have had.
            drafts[hookEnd].pauseAfter = max(drafts[hookEnd].pauseAfter, Rhythm.paragraphPause)
        } else {
            draft.pauseAfter = 0
        }
        drafts.insert(draft, at: next)
    }

    /// Opens a prompt's film with its title.
    ///
    /// A short first sentence is the title and is spoken over its card; a longer one gives its beginning to a silent
    /// card.
    static func openWithCard(_ title: String, _ drafts: inout [Draft]) {
        let card = Shot.Kind.card(Card(role: .title, text: title))
        separateTitle(title, &drafts)
        if let first = drafts.first, !first.continues, first.narration.isSameWords(as: title) {
            drafts[0].kind = card
            drafts[0].minimum = Rhythm.titleCard
            if drafts.count > 1, drafts[1].entrance == .cut { drafts[1].entrance = .dissolve }
        } else {
            var draft = Draft()
            draft.kind = card
            draft.minimum = Rhythm.titleCard
            draft.pauseAfter = 0
            draft.entrance = .fade
            if !drafts.isEmpty { drafts[0].entrance = .dissolve }
            drafts.insert(draft, at: 0)
        }
    }

    /// Gives a first sentence that is the title a scene of its own when it shares one.
    private static func separateTitle(_ title: String, _ drafts: inout [Draft]) {
        guard let first = drafts.first else { return }
        let sentences = SentenceSplitter.sentences(in: first.narration)
        guard sentences.count > 1, sentences[0].isSameWords(as: title) else { return }
        var rest = first
        rest.narration = String(first.narration.dropFirst(sentences[0].count).drop(while: \.isWhitespace))
        rest.entrance = .cut
        rest.music = nil
        drafts[0].narration = sentences[0]
        drafts[0].continues = false
        drafts[0].pauseAfter = Rhythm.sentencePause
        drafts.insert(rest, at: 1)
    }

    /// A title made of a text's first sentence: all of it when short, else its beginning up to a phrase's end.
    static func shortTitle(of text: String) -> String {
        let sentence = SentenceSplitter.sentences(in: String(text.prefix(2_000))).first ?? text
        var words = sentence.split(separator: " ").map(String.init)
        var shortened = false
        if words.count > titleWords || sentence.count > 90 {
            shortened = true
            words = Array(words.prefix(titleWords))
            // Back to the last mark, if that leaves a phrase, else off the words that lean on what was cut.
            if let mark = words.lastIndex(where: { ",;:—–".contains($0.last ?? " ") }), mark >= 2 {
                words = Array(words[...mark])
                shortened = false
            }
            while words.count > 2, let last = words.last,
                WordLists.stops.contains(last.lowercased().filter { $0.isLetter || $0 == "'" })
            { words.removeLast() }
        }
        var title = String(words.joined(separator: " ").prefix(90))
        while let last = title.last, ".,;:—–。、 ".contains(last) { title.removeLast() }
        return title.prefix(1).uppercased() + title.dropFirst() + (shortened ? "…" : "")
    }
}

extension String {
    /// True when both say the same words, marks and case aside.
    func isSameWords(as other: String) -> Bool {
        func bare(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
        return bare(self) == bare(other)
    }
}
