internal import FoundationEssentials
import Platform

/// What a folder says of all its pictures: `credits.json`, `credits.txt` or a licence file.
struct FolderCredits: Sendable, Equatable {
    /// Said of every file in the folder.
    var all = ItemWords()
    /// Said of one file, by name.
    var files: [String: ItemWords] = [:]

    /// Names that are read as such a file, in lower case.
    static let names: Set<String> = [
        "credits.json", "credits.txt", "credits.md", "license", "licence", "license.txt", "licence.txt", "license.md",
        "licence.md", "copying", "copyright",
    ]

    /// Adds what one such file says.
    mutating func read(_ path: String) {
        guard let bytes = try? FileSystem.read(path, limit: Sidecar.limit) else { return }
        let name = Path.name(of: path).lowercased()
        if name == "credits.json" {
            readJSON(bytes)
        } else if name.hasPrefix("credits") {
            readText(String(decoding: bytes, as: UTF8.self))
        } else {
            let text = String(decoding: bytes, as: UTF8.self)
            let facts = Sidecar.text(text)
            all.add(ItemWords(author: facts.author, licence: Licences.identify(text)))
        }
    }

    /// Lines for the folder ("Author: …") and for one file ("dunes.jpg: Ada Lovelace, CC-BY-4.0, https://…").
    mutating func readText(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            let head = line[..<colon].trimmingPrefix { $0.isWhitespace || $0 == "-" || $0 == "*" }
            if let field = Field(head) {
                field.set(value, in: &all)
            } else if head.contains(".") {
                files[String(head)] = Self.credit(value)
            }
        }
    }

    /// An object of facts for the folder, with objects of facts by file name beside them or under `files`.
    mutating func readJSON(_ bytes: [UInt8]) {
        guard let value = try? JSONDecoder().decode(Loose.self, from: Data(bytes)) else { return }
        switch value {
        case .object(let fields):
            all.add(value.words)
            for (name, entry) in fields.sorted(by: { $0.key < $1.key }) {
                if name == "files", case .object(let inner) = entry {
                    for (file, entry) in inner { files[file] = entry.words }
                } else if name == "files", case .list(let entries) = entry {
                    readList(entries)
                } else if name.contains("."), case .object = entry {
                    files[name] = entry.words
                }
            }
        case .list(let entries): readList(entries)
        case .text, .other: break
        }
    }

    private mutating func readList(_ entries: [Loose]) {
        for case .object(let fields) in entries {
            guard let file = fields["file"]?.flat ?? fields["filename"]?.flat, !file.isEmpty else { continue }
            files[Path.name(of: file)] = Loose.object(fields).words
        }
    }

    /// "Author, licence, address", of which any part may be missing.
    private static func credit(_ text: String) -> ItemWords {
        var words = ItemWords()
        for part in text.split(separator: ",").map({ Sidecar.tidy(String($0)) }) where !part.isEmpty {
            if part.contains("://") {
                Field.source.set(part, in: &words)
            } else if words.author.isEmpty, words.licence.isEmpty {
                Field.author.set(part, in: &words)
            } else {
                Field.licence.set(part, in: &words)
            }
        }
        return words
    }
}
