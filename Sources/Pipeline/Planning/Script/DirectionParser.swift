import Film

/// Reads what stands between the square brackets of a direction.
struct DirectionParser {
    /// The names directions have.
    static let names = ["avoid", "card", "music", "pause", "picture", "scenery", "voice"]

    /// Other words writers use for them.
    private static let synonyms = [
        "image": "picture", "photo": "picture", "video": "picture", "clip": "picture", "footage": "picture",
        "shot": "picture", "show": "picture", "silence": "pause", "wait": "pause", "narrator": "voice",
        "background": "scenery", "scene": "scenery", "title": "card", "text": "card", "number": "card", "not": "avoid",
    ]

    private static let mediaSuffixes: Set = [
        "jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff", "avif", "heic", "jxl", "mp4", "m4v", "mov", "mkv",
        "webm", "avi", "mpg", "mpeg", "ts", "ogv",
    ]
    private static let soundSuffixes: Set = ["mp3", "m4a", "aac", "ogg", "opus", "flac", "wav"]

    /// The folder that relative paths start from, if known.
    let folder: String?

    /// The direction's proper name, or `nil` when there is no such direction.
    static func name(_ word: some StringProtocol) -> String? {
        let word = word.lowercased()
        return names.contains(word) ? word : synonyms[word]
    }

    /// Reads a direction.
    /// - Parameters:
    ///   - name: A name out of ``names``.
    ///   - value: What follows the colon.
    /// - Returns: The direction, or what is wrong with it.
    func parse(name: String, value: String) -> Result<Direction, DirectionFault> {
        let limit = name == "picture" ? 2_000 : 300
        guard value.count <= limit else { return .failure(DirectionFault("is longer than \(limit) characters")) }
        return switch name {
        case "picture": picture(value, alt: "")
        case "pause": pause(value)
        case "music": music(value)
        case "voice": voice(value)
        case "card": card(value)
        case "scenery":
            .success(
                .scenery(value.isEmpty || ["any", "none"].contains(value.lowercased()) ? nil : value.lowercased()))
        default:
            .success(.avoid(["", "nothing", "none"].contains(value.lowercased()) ? [] : list(value)))
        }
    }

    /// Reads a picture: a file of the writer's, or words to look for (`waves at dawn; sea, no people`).
    func picture(_ value: String, alt: String) -> Result<Direction, DirectionFault> {
        guard !value.isEmpty else {
            return .failure(DirectionFault("says nothing; write what to see: [picture: waves at dawn]"))
        }
        if value.contains("://") {
            guard !alt.isEmpty else {
                return .failure(DirectionFault("is an address; pictures come from files and libraries"))
            }
            return .success(.picture(queries: [alt], avoid: [], file: nil))
        }
        if let suffix = suffix(of: value), Self.mediaSuffixes.contains(suffix) {
            return .success(.picture(queries: [alt.isEmpty ? stem(of: value) : alt], avoid: [], file: path(value)))
        }
        var queries: [String] = []
        var avoid: [String] = []
        for part in list(value) {
            let words = part.split(separator: " ")
            if let first = words.first?.lowercased(), ["no", "not", "without", "avoid"].contains(first), words.count > 1
            {
                avoid.append(words.dropFirst().joined(separator: " "))
            } else {
                queries.append(part)
            }
        }
        // "harbour, boats, dusk" is one picture: all of it first, then its parts.
        if queries.count > 1 { queries.insert(queries.joined(separator: " "), at: 0) }
        return .success(.picture(queries: Array(queries.prefix(6)), avoid: avoid, file: nil))
    }

    private func pause(_ value: String) -> Result<Direction, DirectionFault> {
        guard !value.isEmpty else { return .success(.pause(1_000)) }
        guard let seconds = DurationText.seconds(value), seconds <= 60 else {
            return .failure(DirectionFault("has no length from 0 to 60 s; write for example [pause: 1.5s]"))
        }
        return .success(.pause(Int((seconds * 1_000).rounded())))
    }

    private func music(_ value: String) -> Result<Direction, DirectionFault> {
        if value.isEmpty {
            return .failure(DirectionFault("names no mood; write for example [music: calm] or [music: none]"))
        }
        if ["none", "off", "stop", "silence"].contains(value.lowercased()) { return .success(.music(.none)) }
        if let suffix = suffix(of: value), Self.soundSuffixes.contains(suffix) {
            return .success(.music(.file(path(value))))
        }
        return .success(.music(.mood(value.lowercased())))
    }

    private func voice(_ value: String) -> Result<Direction, DirectionFault> {
        let words = value.split { $0 == " " || $0 == "," || $0 == "×" }.map(String.init)
        guard let id = words.first else {
            return .failure(DirectionFault("names no voice; write for example [voice: heart]"))
        }
        if id.lowercased() == "default" { return .success(.voice(nil)) }
        guard words.count > 1 else { return .success(.voice(VoiceChoice(id: id))) }
        guard words.count == 2, let speed = Double(words[1]), VoiceChoice.speeds.contains(speed) else {
            return .failure(DirectionFault("has no speed from 0.5 to 2; write for example [voice: heart, 0.9]"))
        }
        return .success(.voice(VoiceChoice(id: id, speed: speed)))
    }

    private func card(_ value: String) -> Result<Direction, DirectionFault> {
        let parts = value.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false).map { tidy($0) }
        guard let text = parts.first, !text.isEmpty else {
            return .failure(DirectionFault("has no text; write for example [card: 71 % | of the Earth is sea]"))
        }
        let words = text.split(separator: " ").count
        guard words <= 24, text.count <= 160 else {
            return .failure(DirectionFault("has \(words) words; a card is readable with at most 12"))
        }
        let detail = parts.count > 1 ? parts[1] : ""
        let isFigure = words <= 4 && text.contains(where: \.isNumber) && (text.first.map { !$0.isLetter } ?? false)
        return .success(.card(Card(role: isFigure ? .number : .title, text: text, detail: String(detail.prefix(160)))))
    }

    private func list(_ value: String) -> [String] {
        value.split { ",;|".contains($0) }.map { tidy($0) }.filter { !$0.isEmpty }.prefix(12).map {
            String($0.prefix(200))
        }
    }

    private func tidy(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private func suffix(of name: String) -> String? {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return name[name.index(after: dot)...].lowercased()
    }

    /// `photos/old_boat-2.jpg` says "old boat 2".
    private func stem(of path: String) -> String {
        let name = path.split { $0 == "/" || $0 == "\\" }.last ?? ""
        let stem = name[..<(name.lastIndex(of: ".") ?? name.endIndex)]
        return stem.split { "_-. ".contains($0) }.joined(separator: " ")
    }

    /// A file's path, from the script's folder where it is not whole.
    func path(_ name: String) -> String {
        guard let folder, !folder.isEmpty, !name.hasPrefix("/") else { return name }
        let relative = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        return folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)"
    }
}

/// Why a direction cannot be followed; the sentence goes on after "The direction … ".
struct DirectionFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
