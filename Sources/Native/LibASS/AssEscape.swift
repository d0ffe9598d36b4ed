/// Text as ASS shows it literally: no tag, drawing, line break or space of the user's is taken for markup.
///
/// Braces are written `\{` and `\}`, which libass shows as braces. A backslash is followed by an invisible word joiner
/// (U+2060), so that it escapes nothing. Line ends become `\N`, the leading spaces of a line `\h` (libass drops plain
/// ones); other control characters are dropped.
///
/// - Parameters:
///   - text: Anything.
///   - atLineStart: False for text that goes on a line already begun, whose leading spaces are ordinary ones.
/// - Returns: Text for an ASS event.
package func assEscaped(_ text: String, atLineStart: Bool = true) -> String {
    var out = ""
    out.reserveCapacity(text.utf8.count + 8)
    var atLineStart = atLineStart
    var afterReturn = false
    for scalar in text.unicodeScalars {
        let followsReturn = afterReturn
        afterReturn = scalar == "\r"
        switch scalar {
        case "\n" where followsReturn:
            continue
        case "\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}":
            out += "\\N"
            atLineStart = true
            continue
        case " ", "\t":
            out += atLineStart ? "\\h" : " "
            continue
        case "{": out += "\\{"
        case "}": out += "\\}"
        case "\\": out += "\\\u{2060}"
        case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": continue
        default: out.unicodeScalars.append(scalar)
        }
        atLineStart = false
    }
    return out
}
