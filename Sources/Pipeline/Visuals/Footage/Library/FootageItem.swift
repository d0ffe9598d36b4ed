package import Film

/// One photo or clip of a library, as its index knows it.
package struct FootageItem: Sendable, Equatable {
    /// Whether the picture moves.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case photo
        case clip
    }

    /// The file's absolute path.
    package var path: String
    /// Whether the picture moves.
    package var kind: Kind
    /// Width in pixels as shown, rotation applied.
    package var width: Int
    /// Height in pixels as shown, rotation applied.
    package var height: Int
    /// A clip's length in milliseconds; 0 for a photo.
    package var duration: Int
    /// A clip's average frames per second; 0 for a photo or when unknown.
    package var frameRate: Double
    /// How far the stored picture is turned clockwise for showing: 0, 90, 180 or 270 degrees.
    package var rotation: Int
    /// What is known in words.
    package var words: ItemWords
    /// Equal for copies of one file, so that a film does not show both.
    package var fingerprint: Int64
    /// Where the subject is, when somebody said so.
    package var subject: Subject?

    /// The line that credits this item.
    package var credit: Credit {
        Credit(
            role: "picture", title: words.title, author: words.author,
            licence: words.licence.isEmpty ? "unknown" : words.licence, source: words.source)
    }
}

/// What is known of a picture in words.
package struct ItemWords: Sendable, Equatable {
    /// The work's name; the tidied file name when nobody gave one.
    package var title = ""
    /// What the picture is of: words and short phrases.
    package var tags: [String] = []
    /// Sentences about it.
    package var description = ""
    /// Who made it; empty when unknown.
    package var author = ""
    /// SPDX identifier or plain phrase; empty when unknown.
    package var licence = ""
    /// A page, a package, or the file's name.
    package var source = ""

    /// What it is called where there is room for one line.
    package var heading: String { title.isEmpty ? description : title }

    /// Everything that says what is seen, as one text.
    var combined: String {
        [description, tags.joined(separator: ", ")].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Takes over what the other knows and this does not, and adds its tags and description.
    mutating func add(_ other: ItemWords) {
        if title.isEmpty { title = other.title }
        if author.isEmpty { author = other.author }
        if licence.isEmpty { licence = other.licence }
        if source.isEmpty { source = other.source }
        for tag in other.tags where !tags.contains(tag) { tags.append(tag) }
        if !other.description.isEmpty, !description.contains(other.description) {
            description += description.isEmpty ? other.description : " " + other.description
        }
    }
}
