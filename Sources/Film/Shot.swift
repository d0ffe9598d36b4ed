/// What a scene shows: a wish (queries) and, once matched, the choice made.
package struct Shot: Sendable, Codable, Equatable {
    /// Which kind of picture the scene wants.
    package enum Kind: Sendable, Codable, Equatable {
        /// Whatever fits best: footage by the queries, else scenery.
        case footage
        /// Typography on a background.
        case card(Card)
        /// A drawn motion background by name, or any when `nil`.
        case scenery(String?)
    }

    /// The kind of picture.
    package var kind: Kind
    /// What to look for, from specific to general.
    package var queries: [String]
    /// What must not be shown.
    package var avoid: [String]
    /// A file the writer asked for by path; nothing else is then considered.
    package var file: String?
    /// What matching chose; `nil` before matching, or when nothing in the libraries fits.
    package var choice: Choice?
    /// The next best candidates, best first, at most five.
    package var runnersUp: [Choice]
    /// True when a person fixed the choice: matching leaves it alone.
    package var locked: Bool

    /// Makes a shot that wants footage for its queries.
    package init(kind: Kind = .footage, queries: [String] = [], avoid: [String] = [], file: String? = nil) {
        self.kind = kind
        self.queries = queries
        self.avoid = avoid
        self.file = file
        choice = nil
        runnersUp = []
        locked = false
    }
}

/// A piece of media that was considered for a shot, and how well it fits.
package struct Choice: Sendable, Codable, Equatable {
    /// The media file's path.
    package var path: String
    /// 0 (nothing in common) to 1 (the very thing).
    package var score: Double
    /// For clips, where the shot starts in the clip, in milliseconds.
    package var start: Int
    /// Who made it and on what terms.
    package var credit: Credit?

    /// Makes a choice.
    package init(path: String, score: Double, start: Int = 0, credit: Credit? = nil) {
        self.path = path
        self.score = score
        self.start = start
        self.credit = credit
    }
}

/// Typography on a background.
package struct Card: Sendable, Codable, Equatable {
    /// What the card is for; decides its layout.
    package enum Role: String, Sendable, Codable, CaseIterable {
        case title
        case chapter
        case quote
        case number
    }

    /// What the card is for.
    package var role: Role
    /// The main text, at most about 12 words; for `number`, the figure with its unit ("37 %", "1,200 km").
    package var text: String
    /// The smaller line: a subtitle, a quote's source, what a number counts; may be empty.
    package var detail: String

    /// Makes a card.
    package init(role: Role, text: String, detail: String = "") {
        self.role = role
        self.text = text
        self.detail = detail
    }
}
