extension MusicChoice {
    private static let form = "\"none\", {\"mood\": …} or {\"file\": …}"

    /// Reads `"none"`, `{"mood": "calm"}` or `{"file": "song.opus"}`.
    package init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            guard word == "none" else {
                throw DocumentFault.wrong(decoder, mustBe: Self.form, hint: "{\"mood\": \(DocumentFault.quoted(word))}")
            }
            self = .none
            return
        }
        guard (try? decoder.container(keyedBy: DocumentKey.self)) != nil else {
            throw DocumentFault.wrong(decoder, mustBe: Self.form)
        }
        let reader = try DocumentReader(decoder, keys: ["file", "mood"])
        let mood = try reader.text("mood", limit: DocumentLimits.line)
        let file = try reader.text("file", limit: DocumentLimits.path)
        switch (mood, file) {
        case (let mood?, nil): self = .mood(mood)
        case (nil, let file?): self = .file(file)
        default: throw DocumentFault.wrong(decoder, mustBe: Self.form)
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .none:
            var container = encoder.singleValueContainer()
            try container.encode("none")
        case .mood(let mood):
            var container = encoder.container(keyedBy: DocumentKey.self)
            try container.encode(mood, forKey: DocumentKey("mood"))
        case .file(let file):
            var container = encoder.container(keyedBy: DocumentKey.self)
            try container.encode(file, forKey: DocumentKey("file"))
        }
    }
}

extension VoiceChoice {
    /// Speeds a narrator may have.
    package static let speeds: ClosedRange<Double> = 0.5...2

    /// Reads `"heart"` or `{"id": "heart", "speed": 1.1}`.
    package init(from decoder: any Decoder) throws {
        if let id = try? decoder.singleValueContainer().decode(String.self) {
            guard !id.isEmpty, id.count <= DocumentLimits.line else {
                throw DocumentFault.wrong(decoder, mustBe: "a voice's name")
            }
            self.init(id: id)
            return
        }
        let reader = try DocumentReader(decoder, keys: ["id", "speed"])
        self.init(
            id: try reader.required("id", reader.text("id", limit: DocumentLimits.line)),
            speed: try reader.number("speed", in: Self.speeds) ?? 1)
    }

    /// Writes the form that ``init(from:)`` reads, the short one at the voice's own speed.
    package func encode(to encoder: any Encoder) throws {
        guard speed != 1 else {
            var container = encoder.singleValueContainer()
            try container.encode(id)
            return
        }
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(id, forKey: DocumentKey("id"))
        try container.encode(speed, forKey: DocumentKey("speed"))
    }
}

extension Recording {
    /// Reads an object with `file`, `start` and `end` in milliseconds; only the file is needed.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: ["end", "file", "start"])
        let places = 0...DocumentLimits.recording
        self.init(
            file: try reader.required("file", reader.text("file", limit: DocumentLimits.path)),
            start: try reader.whole("start", in: places, unit: " (milliseconds)") ?? 0,
            end: try reader.whole("end", in: places, unit: " (milliseconds)"))
        if let end, end <= start {
            throw reader.wrong("end", mustBe: "more than start, which is \(start)")
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(file, forKey: DocumentKey("file"))
        if start != 0 { try container.encode(start, forKey: DocumentKey("start")) }
        try container.encodeIfPresent(end, forKey: DocumentKey("end"))
    }
}

extension Logo {
    /// Reads an object with `file` and `corner`; only the file is needed.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: ["corner", "file"])
        self.init(
            file: try reader.required("file", reader.text("file", limit: DocumentLimits.path)),
            corner: try reader.choice("corner", of: Corner.self) ?? .topRight)
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(file, forKey: DocumentKey("file"))
        try container.encode(corner, forKey: DocumentKey("corner"))
    }
}

extension Credit {
    /// Reads an object with `role`, `title`, `author`, `licence` and `source`.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: ["author", "licence", "role", "source", "title"])
        self.init(
            role: try reader.text("role", limit: DocumentLimits.line) ?? "picture",
            title: try reader.text("title", limit: DocumentLimits.line) ?? "",
            author: try reader.text("author", limit: DocumentLimits.line) ?? "",
            licence: try reader.text("licence", limit: DocumentLimits.line) ?? "unknown",
            source: try reader.text("source", limit: DocumentLimits.path) ?? "")
    }
}

extension Brief.Source {
    /// Reads `{"prompt": …}` or `{"script": …}`.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: ["prompt", "script"])
        let prompt = try reader.text("prompt", limit: DocumentLimits.text)
        let script = try reader.text("script", limit: DocumentLimits.text)
        switch (prompt, script) {
        case (let prompt?, nil): self = .prompt(prompt)
        case (nil, let script?): self = .script(script)
        default: throw DocumentFault.wrong(decoder, mustBe: "either {\"prompt\": …} or {\"script\": …}")
        }
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        switch self {
        case .prompt(let text): try container.encode(text, forKey: DocumentKey("prompt"))
        case .script(let text): try container.encode(text, forKey: DocumentKey("script"))
        }
    }
}
