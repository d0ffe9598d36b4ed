/// Words for what is wrong in a document that people edit.
enum DocumentFault {
    /// Says what is at a place and what must be there instead.
    static func wrong(_ decoder: any Decoder, mustBe: String, hint: String? = nil) -> FilmError {
        FilmError(
            .input, "\(place(decoder.codingPath)) is \(describe(decoder)); it must be \(mustBe).",
            remedy: hint.map { "Did you mean \($0)?" } ?? "")
    }

    /// A path as people read it: `scenes[3].shot.kind`.
    static func place(_ path: [any CodingKey]) -> String {
        var text = ""
        for key in path {
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? clipped(key.stringValue) : ".\(clipped(key.stringValue))"
            }
        }
        return text.isEmpty ? "The storyboard" : text
    }

    /// What stands at a place, in a few words.
    static func describe(_ decoder: any Decoder) -> String {
        if let single = try? decoder.singleValueContainer() {
            if single.decodeNil() { return "null" }
            if let text = try? single.decode(String.self) { return quoted(text) }
            if let flag = try? single.decode(Bool.self) { return flag ? "true" : "false" }
            if let whole = try? single.decode(Int.self) { return String(whole) }
            if let number = try? single.decode(Double.self) { return String(number) }
        }
        if (try? decoder.unkeyedContainer()) != nil { return "a list" }
        if (try? decoder.container(keyedBy: DocumentKey.self)) != nil { return "an object" }
        return "a number out of range"
    }

    /// Names in a row: `footage, card or scenery`.
    static func list(_ names: [String], _ conjunction: String) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "nothing" }
        return names.dropLast().joined(separator: ", ") + " \(conjunction) \(last)"
    }

    /// A text in quotes, on one line, cut to a readable length.
    static func quoted(_ text: String) -> String { "\"\(clipped(text))\"" }

    /// A number without a needless fraction.
    static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    private static func clipped(_ text: String) -> String {
        let line = text.unicodeScalars.prefix(48).map {
            $0.properties.generalCategory == .control ? " " : Character($0)
        }
        return String(line) + (text.unicodeScalars.count > 48 ? "…" : "")
    }
}
