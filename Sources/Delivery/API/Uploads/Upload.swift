import HTTPServer

/// What is known of one upload.
package struct Upload: Sendable, Equatable {
    /// Its name.
    package let id: UploadID
    /// What is written beside the bytes when the upload begins.
    var note: UploadNote
    /// Bytes that are here.
    package var offset: Int
    /// The file, once all of it is here.
    package var path: String?
    /// When it will be removed, in milliseconds since 1970.
    package var expires: Int64

    /// Writes it as clients see it.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", id.rawValue)
            writer.field("object", literal: "upload")
            writer.field("status", literal: path == nil ? "uploading" : "completed")
            writer.field("bytes", note.length ?? (path == nil ? nil : offset))
            writer.field("offset", offset)
            writer.field("filename", note.name)
            writer.field("path", path)
            writer.field("kind", note.media?.kind.rawValue)
            writer.field("type", note.media?.type)
            writer.field("created_at", note.created / 1000)
            writer.field("expires_at", expires / 1000)
        }
    }
}

/// What is written beside an upload's bytes; how many there are is told by the file itself.
struct UploadNote: Sendable, Codable, Equatable {
    /// The file's name as its owner gave it; never a path.
    var name: String
    /// The media type as its owner gave it; a hint.
    var claimedType: String?
    /// Bytes announced; `nil` when it comes in one go and the end tells.
    var length: Int?
    /// When it began, in milliseconds since 1970.
    var created: Int64
    /// What it turned out to be, once all of it is here.
    var media: UploadedMedia?

    /// The name of the finished file: the owner's words, since pictures are found by their names, and nothing else.
    func fileName(_ media: UploadedMedia) -> String {
        var stem = ""
        let bare = name.split(separator: "/").last.map(String.init) ?? ""
        for character in bare.split(separator: ".").dropLast().joined(separator: "-") {
            let isWord = character.isLetter || character.isNumber
            if isWord { stem.append(character) } else if stem.last != "-" { stem.append("-") }
            // Names of files may have 255 bytes.
            if stem.utf8.count > 120 { break }
        }
        while stem.hasPrefix("-") { stem.removeFirst() }
        while stem.hasSuffix("-") { stem.removeLast() }
        return "\(stem.isEmpty ? "upload" : stem).\(media.ending)"
    }
}

/// What an uploaded file is, by its own first bytes.
struct UploadedMedia: Sendable, Codable, Equatable {
    /// The families that films are made from.
    enum Kind: String, Sendable, Codable {
        case photo
        case clip
        case sound
        case text
    }

    /// The family.
    var kind: Kind
    /// The media type, as `image/jpeg`.
    var type: String
    /// The ending that files of this type have, without the dot.
    var ending: String
}
