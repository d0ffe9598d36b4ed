extension Shot {
    private enum Name: String, CaseIterable {
        case footage
        case card
        case scenery
    }

    private static let common = ["avoid", "choice", "file", "kind", "locked", "queries", "runnersUp"]

    /// Reads one flat object: `{"kind": "footage", "queries": […]}`, `{"kind": "card", "role": "title", "text": …}`
    /// or `{"kind": "scenery", "name": "sea"}`; without `kind` it is footage.
    package init(from decoder: any Decoder) throws {
        let all = try DocumentReader(decoder, keys: Self.common + ["detail", "name", "role", "text"])
        let name = try all.choice("kind", of: Name.self) ?? .footage
        let kind: Kind
        switch name {
        case .footage:
            try Self.only(Self.common, in: all, kind: name)
            kind = .footage
        case .card:
            try Self.only(Self.common + ["role", "text", "detail"], in: all, kind: name)
            let card = Card(
                role: try all.required("role", all.choice("role", of: Card.Role.self)),
                text: try all.required("text", all.text("text", limit: DocumentLimits.line)),
                detail: try all.text("detail", limit: DocumentLimits.line) ?? "")
            kind = .card(card)
        case .scenery:
            try Self.only(Self.common + ["name"], in: all, kind: name)
            kind = .scenery(try all.text("name", limit: DocumentLimits.line))
        }
        self.init(
            kind: kind,
            queries: try all.texts("queries", limit: DocumentLimits.line, count: DocumentLimits.list) ?? [],
            avoid: try all.texts("avoid", limit: DocumentLimits.line, count: DocumentLimits.list) ?? [],
            file: try all.text("file", limit: DocumentLimits.path))
        choice = try all.value("choice", mustBe: "an object with path and score")
        runnersUp = try all.value("runnersUp", mustBe: "a list of choices") ?? []
        locked = try all.flag("locked") ?? false
    }

    /// Refuses keys that belong to another kind of shot, so that an edit is never silently without effect.
    private static func only(_ keys: [String], in reader: DocumentReader, kind: Name) throws {
        for key in reader.present(of: ["detail", "name", "role", "text"]) where !keys.contains(key) {
            throw FilmError(
                .input, "\(reader.place(key)) has no meaning for a \(kind.rawValue) shot.",
                remedy: "Remove it, or change kind.")
        }
    }

    /// Writes the form that ``init(from:)`` reads, leaving out what is empty.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        switch kind {
        case .footage:
            try container.encode(Name.footage.rawValue, forKey: DocumentKey("kind"))
        case .card(let card):
            try container.encode(Name.card.rawValue, forKey: DocumentKey("kind"))
            try container.encode(card.role, forKey: DocumentKey("role"))
            try container.encode(card.text, forKey: DocumentKey("text"))
            if !card.detail.isEmpty { try container.encode(card.detail, forKey: DocumentKey("detail")) }
        case .scenery(let name):
            try container.encode(Name.scenery.rawValue, forKey: DocumentKey("kind"))
            try container.encodeIfPresent(name, forKey: DocumentKey("name"))
        }
        if !queries.isEmpty { try container.encode(queries, forKey: DocumentKey("queries")) }
        if !avoid.isEmpty { try container.encode(avoid, forKey: DocumentKey("avoid")) }
        try container.encodeIfPresent(file, forKey: DocumentKey("file"))
        try container.encodeIfPresent(choice, forKey: DocumentKey("choice"))
        if !runnersUp.isEmpty { try container.encode(runnersUp, forKey: DocumentKey("runnersUp")) }
        if locked { try container.encode(locked, forKey: DocumentKey("locked")) }
    }
}

extension Choice {
    /// Reads an object with `path`, `score`, `start` and `credit`; only the path is needed.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: ["credit", "path", "score", "start"])
        self.init(
            path: try reader.required("path", reader.text("path", limit: DocumentLimits.path)),
            score: try reader.number("score", in: 0...1) ?? 1,
            start: try reader.whole("start", in: 0...86_400_000, unit: " (milliseconds)") ?? 0,
            credit: try reader.value("credit", mustBe: "an object with role, title, author, licence and source"))
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(path, forKey: DocumentKey("path"))
        try container.encode(score, forKey: DocumentKey("score"))
        if start != 0 { try container.encode(start, forKey: DocumentKey("start")) }
        try container.encodeIfPresent(credit, forKey: DocumentKey("credit"))
    }
}
