extension Storyboard {
    private static let keys = [
        "accent", "captions", "frameRate", "logo", "music", "quality", "scenes", "seed", "size", "title", "version",
        "voice",
    ]

    /// Reads a storyboard; only `scenes` is needed, everything else has the house default.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: Self.keys)
        let version = try reader.whole("version", in: 1...Int(Int32.max)) ?? Self.currentVersion
        guard version == Self.currentVersion else {
            throw FilmError(
                .input, "This storyboard has format version \(version); this build reads \(Self.currentVersion).",
                remedy: "Render it with the version of Vitascope that wrote it, or a newer one.")
        }
        let brief = Brief(source: .prompt(""))
        let scenes: [Scene] = try reader.required("scenes", reader.value("scenes", mustBe: "a list of scenes"))
        self.init(title: try reader.text("title", limit: DocumentLimits.line) ?? "", brief: brief, scenes: scenes)
        size = try reader.value("size", mustBe: "a size such as \"1920x1080\"") ?? brief.size
        frameRate = try reader.value("frameRate", mustBe: "a number of frames per second") ?? brief.frameRate
        captions = try reader.choice("captions", of: CaptionStyle.self) ?? brief.captions
        quality = try reader.choice("quality", of: Quality.self) ?? brief.quality
        music = try reader.value("music", mustBe: "\"none\" or an object with mood or file") ?? brief.music
        accent = try reader.value("accent", mustBe: "a colour such as \"#FFC454\"") ?? accent
        logo = try reader.value("logo", mustBe: "an object with file and corner")
        seed = try Self.seed(reader) ?? brief.seed
        let narrator: VoiceChoice? = try reader.value("voice", mustBe: "a voice's name, \"none\", or an object")
        voice = narrator.map { $0.id == "none" ? nil : $0 } ?? brief.voice
        try check(at: decoder)
    }

    /// Writes the form that ``init(from:)`` reads.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(version, forKey: DocumentKey("version"))
        try container.encode(title, forKey: DocumentKey("title"))
        try container.encode(size, forKey: DocumentKey("size"))
        try container.encode(frameRate, forKey: DocumentKey("frameRate"))
        if let voice {
            try container.encode(voice, forKey: DocumentKey("voice"))
        } else {
            try container.encode("none", forKey: DocumentKey("voice"))
        }
        try container.encode(captions, forKey: DocumentKey("captions"))
        try container.encode(music, forKey: DocumentKey("music"))
        try container.encode(quality, forKey: DocumentKey("quality"))
        // Other tools read JSON numbers as doubles: a seed they cannot hold exactly is written as text.
        if seed <= 1 << 53 {
            try container.encode(seed, forKey: DocumentKey("seed"))
        } else {
            try container.encode(String(seed), forKey: DocumentKey("seed"))
        }
        try container.encode(accent, forKey: DocumentKey("accent"))
        try container.encodeIfPresent(logo, forKey: DocumentKey("logo"))
        try container.encode(scenes, forKey: DocumentKey("scenes"))
    }

    private static func seed(_ reader: DocumentReader) throws -> UInt64? {
        let form = "a whole number from 0 to \(UInt64.max)"
        guard reader.has("seed") else { return nil }
        if let text = try? reader.value("seed", as: String.self, mustBe: form) {
            guard let seed = UInt64(text) else { throw reader.wrong("seed", mustBe: form) }
            return seed
        }
        return try reader.value("seed", as: UInt64.self, mustBe: form)
    }

    /// What holds between scenes: ids that tell them apart, something to show or say, bearable amounts.
    private func check(at decoder: any Decoder) throws {
        guard !scenes.isEmpty else {
            throw FilmError(.input, "The storyboard has no scenes.", remedy: "Add at least one scene.")
        }
        guard scenes.count <= DocumentLimits.scenes else {
            throw FilmError(
                .input, "The storyboard has \(scenes.count) scenes; at most \(DocumentLimits.scenes) are allowed.",
                remedy: "Split it into several films.")
        }
        var places: [String: Int] = [:]
        var characters = 0
        for (index, scene) in scenes.enumerated() {
            if let first = places.updateValue(index, forKey: scene.id) {
                throw FilmError(
                    .input, "scenes[\(index)].id is \"\(scene.id)\", which scenes[\(first)] has already.",
                    remedy: "Give each scene an id of its own.")
            }
            characters += scene.narration.utf8.count
            if scene.recording != nil, scene.narration.allSatisfy(\.isWhitespace) {
                throw FilmError(
                    .input, "scenes[\(index)] has a recording and no narration.",
                    remedy: "Write in narration what is said in it.")
            }
            if scene.minimumDuration == 0, scene.narration.allSatisfy(\.isWhitespace) {
                throw FilmError(
                    .input, "scenes[\(index)] says nothing and has no length.",
                    remedy: "Give it narration, or a minimumDuration in milliseconds.")
            }
        }
        guard characters <= DocumentLimits.text * 4 else {
            throw FilmError(
                .input, "The storyboard's narration is longer than \(DocumentLimits.text) characters.",
                remedy: "Split it into several films.")
        }
    }
}
