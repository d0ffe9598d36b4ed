import LibAV
import Platform

/// Gathers what is known of a media file in words: starter caption, sidecars, embedded tags, its name, its folders.
enum ItemText {
    /// The texts that surround a file.
    struct Sources {
        /// The file's path within the library folder, with the library folder's own name in front.
        var path: String
        /// The file's size in bytes.
        var bytes: Int
        /// Paths of its sidecars.
        var sidecars: [String]
        /// What its folder says.
        var folder: FolderCredits
        /// What the container says, keys in lower case.
        var embedded: [String: String]
        /// Exif and XMP of a photo.
        var exif: Exif?
        var packet = ItemWords()
    }

    /// The words, the most trustworthy first; and where the subject is, for a starter photo.
    static func words(_ sources: Sources) -> (ItemWords, Subject?) {
        let name = Path.name(of: sources.path)
        if let starter = StarterCaption.named(name, bytes: sources.bytes) {
            let words = ItemWords(
                title: starter.title, tags: phrases(starter.tags.split(separator: ",").map(String.init)),
                description: starter.description, author: StarterCaption.author, licence: StarterCaption.licence,
                source: StarterCaption.source)
            return (words, starter.subject)
        }
        var words = ItemWords()
        for sidecar in sources.sidecars { words.add(Sidecar.read(sidecar)) }
        if let own = sources.folder.files[name] { words.add(own) }
        words.add(sources.packet)
        if let exif = sources.exif { words.add(exif.words) }
        words.add(embedded(sources.embedded))

        let stem = Self.stem(of: name)
        let nameWords = NameWords.words(in: stem)
        words.add(ItemWords(title: NameWords.title(of: stem), tags: nameWords))
        if nameWords.count > 1 { words.add(ItemWords(tags: [nameWords.joined(separator: " ")])) }
        for folder in sources.path.split(separator: "/").dropLast().suffix(3).reversed() {
            words.add(ItemWords(tags: NameWords.words(in: String(folder))))
        }
        words.add(ItemWords(author: sources.folder.all.author, licence: sources.folder.all.licence))
        words.add(sources.folder.all)
        if words.title.isEmpty { words.title = name }
        if words.source.isEmpty { words.source = name }
        words.tags = Array(words.tags.prefix(40))
        return (words, nil)
    }

    /// A name without its ending.
    static func stem(of name: String) -> String {
        let ending = Path.ending(of: name)
        return ending.isEmpty ? name : String(name.dropLast(ending.count + 1))
    }

    /// Tags in lower case but for the capitals of names, trimmed, without doubles and overlong ones.
    static func phrases(_ raw: [String]) -> [String] {
        var seen: Set<String> = []
        return raw.map { Sidecar.tidy($0) }.filter {
            !$0.isEmpty && $0.count <= 60 && seen.insert($0.lowercased()).inserted
        }
    }

    private static func embedded(_ tags: [String: String]) -> ItemWords {
        var words = ItemWords()
        for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
            // "com.apple.quicktime.description" and its like say the same as the plain key.
            let key = key.split(separator: ".").last.map(String.init) ?? key
            // What encoders and downloaders leave in a comment tells nothing of the picture.
            if key == "name" || key == "encoder" || value.contains("://") && key == "comment" { continue }
            Field(key)?.set(value, in: &words)
        }
        return words
    }
}
