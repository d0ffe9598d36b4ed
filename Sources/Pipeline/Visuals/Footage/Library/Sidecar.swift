internal import FoundationEssentials
import Platform

/// Text that lies beside a media file and speaks of it: `name.txt`, `name.json` or `name.xmp`.
enum Sidecar {
    /// Endings of sidecar files, in the order in which they are asked.
    static let endings = ["json", "xmp", "txt"]
    /// Longer files are no captions; they are passed over.
    static let limit = 1 << 18
    /// How much of a description is kept.
    static let longestText = 4000

    /// Reads one sidecar; one that cannot be understood says nothing.
    static func read(_ path: String) -> ItemWords {
        guard let bytes = try? FileSystem.read(path, limit: limit) else { return ItemWords() }
        return switch Path.ending(of: path) {
        case "json": json(bytes)
        case "xmp": XMPPacket.words(in: bytes)
        default: text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Plain text: lines such as "Author: …" are facts, all others are the description.
    static func text(_ text: String) -> ItemWords {
        var words = ItemWords()
        var rest: [Substring] = []
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":"), let field = Field(line[..<colon]) else {
                rest.append(line)
                continue
            }
            field.set(String(line[line.index(after: colon)...]), in: &words)
        }
        words.add(ItemWords(description: tidy(rest.joined(separator: " "))))
        return words
    }

    /// An object with the same facts under the same names.
    static func json(_ bytes: [UInt8]) -> ItemWords {
        guard let value = try? JSONDecoder().decode(Loose.self, from: Data(bytes)) else { return ItemWords() }
        return value.words
    }

    /// A text in one line, of bounded length, without control characters.
    static func tidy(_ text: String) -> String {
        let clean = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: clean)
        let line = String(scalars).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(line.prefix(longestText))
    }
}

/// A fact that a sidecar can give, under the names that people use for it.
enum Field: CaseIterable {
    case title
    case description
    case tags
    case author
    case licence
    case source

    /// Recognises a name such as "Tags" or "photographer".
    init?(_ name: some StringProtocol) {
        let plain = name.lowercased().filter { $0.isLetter }
        guard let field = Self.allCases.first(where: { $0.names.contains(plain) }) else { return nil }
        self = field
    }

    private var names: Set<String> {
        switch self {
        case .title: ["title", "name", "headline"]
        case .description: ["description", "caption", "alt", "alttext", "text", "summary", "comment"]
        case .tags: ["tags", "keywords", "subject", "subjects", "tag", "keyword"]
        case .author: ["author", "by", "creator", "artist", "photographer", "credit", "credits", "photoby", "user"]
        case .licence: ["licence", "license", "rights", "copyright", "usageterms"]
        case .source: ["source", "url", "page", "link", "href", "web"]
        }
    }

    /// Puts the fact where it belongs.
    func set(_ value: String, in words: inout ItemWords) {
        let text = Sidecar.tidy(value)
        guard !text.isEmpty else { return }
        switch self {
        case .title: words.title = String(text.prefix(200))
        case .description: words.add(ItemWords(description: text))
        case .tags:
            words.add(ItemWords(tags: ItemText.phrases(text.split { ",;|".contains($0) }.map(String.init))))
        case .author: words.author = String(text.prefix(200))
        case .licence: words.licence = Licences.identify(text)
        case .source: words.source = String(text.prefix(500))
        }
    }
}

/// JSON of unknown shape, as far as facts can be drawn from it.
enum Loose: Decodable {
    case text(String)
    case list([Loose])
    case object([String: Loose])
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let object = try? container.decode([String: Loose].self) {
            self = .object(object)
        } else if let list = try? container.decode([Loose].self) {
            self = .list(list)
        } else {
            self = .other
        }
    }

    /// A text, a list's texts joined, or an object's name.
    var flat: String {
        switch self {
        case .text(let text): text
        case .list(let items): items.map(\.flat).filter { !$0.isEmpty }.joined(separator: ", ")
        case .object(let fields): fields["name"]?.flat ?? fields["title"]?.flat ?? ""
        case .other: ""
        }
    }

    /// The facts in an object; nothing for anything else.
    var words: ItemWords {
        guard case .object(let fields) = self else { return ItemWords() }
        var words = ItemWords()
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            Field(name)?.set(value.flat, in: &words)
        }
        return words
    }
}
