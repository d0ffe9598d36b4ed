/// The telling words of a file or folder name: cut at case changes, digits, dashes and underscores, without the marks
/// that cameras, sites and renderers leave in names.
enum NameWords {
    /// The words in order, in lower case.
    static func words(in name: String) -> [String] {
        pieces(of: name).map { $0.lowercased() }.filter { $0.count > 1 && !marks.contains($0) }
    }

    /// The words as a title: "Sunset beach drone".
    static func title(of name: String) -> String {
        let text = words(in: name).joined(separator: " ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// Runs of letters, cut also where a capital follows a small letter or begins the last word of an acronym
    /// ("HTMLPage" is "HTML", "Page").
    private static func pieces(of name: String) -> [String] {
        let characters = Array(name)
        var pieces: [String] = []
        var piece = ""
        func finish() {
            if !piece.isEmpty { pieces.append(piece) }
            piece = ""
        }
        for (index, character) in characters.enumerated() {
            guard character.isLetter else {
                // An apostrophe inside a word belongs to it.
                if character == "'" || character == "’", !piece.isEmpty { continue }
                finish()
                continue
            }
            if character.isUppercase, let last = piece.last {
                let next = index + 1 < characters.count ? characters[index + 1] : " "
                if last.isLowercase || (last.isUppercase && next.isLowercase) { finish() }
            }
            piece.append(character)
        }
        finish()
        return pieces
    }

    /// Words that say how a file was made or kept, never what it shows.
    private static let marks: Set<String> = [
        "img", "dsc", "dscf", "dscn", "mvi", "vid", "mov", "gopr", "gp", "dji", "pxl", "imgp", "sam", "screenshot",
        "pexels", "pixabay", "unsplash", "shutterstock", "istock", "getty", "videvo", "coverr", "mixkit", "wallpaper",
        "uhd", "fhd", "hd", "sd", "fps", "px", "hevc", "prores", "final", "copy", "edit", "edited", "export",
        "untitled", "clip", "video", "videos", "footage", "stock", "photo", "photos", "picture", "pictures", "image",
        "images", "pic", "pics", "media", "library", "download", "downloads", "dcim", "camera", "roll", "backgrounds",
        "background", "wallpapers", "of", "the", "and", "in", "on", "at", "an", "with", "to", "by", "from", "for",
        "tmp", "temp", "home", "user", "users", "desktop", "documents", "new", "folder", "assets",
    ]
}
