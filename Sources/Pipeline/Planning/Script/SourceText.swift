import Film

/// Checks what a person gave as words before anything is made of it.
enum SourceText {
    /// Refuses text that is empty, far too long or not text at all.
    /// - Parameters:
    ///   - text: The text as given.
    ///   - name: What to call it: "prompt" or "script".
    ///   - code: The failure's kind.
    /// - Returns: The text with `\n` as its only line end and without a byte order mark.
    /// - Throws: A ``FilmError`` of that kind.
    static func checked(_ text: String, name: String, code: FilmError.Code) throws(FilmError) -> String {
        let bytes = text.utf8.count
        guard bytes <= DocumentLimits.text * 4, text.unicodeScalars.count <= DocumentLimits.text else {
            throw FilmError(
                code,
                "The \(name) has \(text.unicodeScalars.count) characters; at most \(DocumentLimits.text) are allowed.",
                remedy: "Split it into several films.")
        }
        var strange = 0
        var total = 0
        var normal = String.UnicodeScalarView()
        var previousWasReturn = false
        for scalar in text.unicodeScalars {
            total += 1
            switch scalar.value {
            case 0xFEFF: continue
            case 0x0D, 0x0B, 0x0C, 0x2028, 0x2029, 0x85: normal.append("\n")
            case 0x0A: if !previousWasReturn { normal.append("\n") }
            case 0: strange += 50
            case 0x09: normal.append("\t")
            case 0x01..<0x20, 0x7F, 0xFFFD: strange += 1
            default: normal.append(scalar)
            }
            previousWasReturn = scalar.value == 0x0D
        }
        guard strange * 50 <= total else {
            throw FilmError(
                code, "The \(name) is not text: it holds characters that no text has.",
                remedy: "Give a text file in UTF-8.")
        }
        let result = String(normal)
        guard result.contains(where: { !$0.isWhitespace }) else {
            throw FilmError(code, "The \(name) is empty.", remedy: "Write at least one sentence.")
        }
        return result
    }

    /// The complaint about text in which there is nothing to say or show.
    static func wordless(_ name: String, code: FilmError.Code) -> FilmError {
        FilmError(
            code, "The \(name) has no words to speak.",
            remedy: "Write at least one sentence; headings, comments, code and directions are not spoken.")
    }
}
