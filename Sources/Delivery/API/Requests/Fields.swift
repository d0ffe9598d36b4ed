import Film

/// A JSON object's or form's fields as they are read: a missing one takes its default, a wrong one is named with its
/// place, what it is and what it must be.
package struct Fields: Sendable {
    /// The values.
    package let values: [String: JSONValue]
    /// Where the object stands, as `captions`; empty for the body itself.
    private let place: String
    /// Whether numbers and flags may come as text, as they do in forms.
    private let isForm: Bool

    /// Takes an object's values.
    package init(_ values: [String: JSONValue], place: String = "", isForm: Bool = false) {
        self.values = values
        self.place = place
        self.isForm = isForm
    }

    /// The same kind of fields with other values.
    package func with(_ values: [String: JSONValue]) -> Fields { Fields(values, place: place, isForm: isForm) }

    /// Takes a body.
    ///
    /// - Throws: An ``APIError`` when it is no object.
    package init(_ value: JSONValue) throws(APIError) {
        guard case .object(let values) = value else {
            throw APIError(.invalidJSON, "The body is \(value.described); it must be a JSON object.")
        }
        self.init(values)
    }

    /// A field's place as clients write it: `captions[style]` in forms, `captions.style` in JSON.
    package func path(_ name: String) -> String {
        if place.isEmpty { return name }
        return isForm ? "\(place)[\(name)]" : "\(place).\(name)"
    }

    /// Refuses fields that mean nothing here, with the name that was probably meant.
    package func only(_ known: [String]) throws(APIError) {
        for name in values.keys.sorted() where !known.contains(name) {
            throw .unknown("field", path(name), typed: name, known: known, code: .unknownField)
        }
    }

    /// A field's value; `nil` when it is absent or null.
    package subscript(_ name: String) -> JSONValue? {
        switch values[name] {
        case nil, .null: nil
        // How OpenAI's clients send null in a form.
        case .text("")? where isForm: nil
        case let value?: value
        }
    }

    /// A text of at most so many characters.
    package func text(_ name: String, limit: Int = DocumentLimits.line) throws(APIError) -> String? {
        guard let value = self[name] else { return nil }
        guard case .text(let text) = value else { throw wrong(name, mustBe: "a text") }
        guard text.utf8.count <= limit || text.unicodeScalars.count <= limit else {
            throw APIError(
                .invalidValue,
                "\(path(name)) has \(text.unicodeScalars.count) characters; at most \(limit) are allowed.",
                param: path(name))
        }
        return text
    }

    /// A whole number in a range.
    package func whole(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let value = self[name] else { return nil }
        let found: Int? =
            switch value {
            case .whole(let number): Int(number)
            case .text(let text) where isForm: Int(text)
            default: nil
            }
        guard let found, range.contains(found) else {
            throw wrong(name, mustBe: "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return found
    }

    /// A number in a range.
    package func number(_ name: String, in range: ClosedRange<Double>) throws(APIError) -> Double? {
        guard let value = self[name] else { return nil }
        let found: Double? =
            switch value {
            case .whole(let number): Double(number)
            case .number(let number): number
            case .text(let text) where isForm: Double(text)
            default: nil
            }
        guard let found, range.contains(found) else {
            throw wrong(
                name, mustBe: "a number from \(Wording.plain(range.lowerBound)) to \(Wording.plain(range.upperBound))")
        }
        return found
    }

    /// True or false.
    package func flag(_ name: String) throws(APIError) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .flag(let flag): return flag
        case .text("true") where isForm: return true
        case .text("false") where isForm: return false
        default: throw wrong(name, mustBe: "true or false")
        }
    }

    /// One of an enumeration's names; a close one is suggested.
    package func choice<Name: CaseIterable & RawRepresentable>(
        _ name: String, of type: Name.Type
    ) throws(APIError) -> Name? where Name.RawValue == String {
        guard let value = self[name] else { return nil }
        let names = type.allCases.map(\.rawValue)
        guard case .text(let typed) = value, let found = type.init(rawValue: typed.lowercased()) else {
            throw wrong(name, mustBe: Wording.list(names), among: names)
        }
        return found
    }

    /// An object.
    package func object(_ name: String) throws(APIError) -> Fields? {
        guard let value = self[name] else { return nil }
        guard case .object(let values) = value else { throw wrong(name, mustBe: "an object") }
        return Fields(values, place: path(name), isForm: isForm)
    }

    /// A list of texts.
    package func texts(_ name: String, limit: Int, count: Int) throws(APIError) -> [String]? {
        guard let value = self[name] else { return nil }
        let form = "a list of at most \(count) texts of \(limit) characters"
        let items: [JSONValue]
        switch value {
        case .list(let list): items = list
        // A form's single value of a repeatable field.
        case .text where isForm: items = [value]
        default: throw wrong(name, mustBe: form)
        }
        var texts: [String] = []
        for item in items {
            guard case .text(let text) = item, text.unicodeScalars.count <= limit, texts.count < count else {
                throw wrong(name, mustBe: form)
            }
            texts.append(text)
        }
        return texts
    }

    /// Names and values, both texts.
    package func labels(_ name: String, count: Int, limit: Int) throws(APIError) -> [String: String]? {
        guard let value = self[name] else { return nil }
        let form = "an object of at most \(count) texts of \(limit) characters"
        guard case .object(let values) = value, values.count <= count else { throw wrong(name, mustBe: form) }
        var texts: [String: String] = [:]
        for (key, value) in values {
            guard case .text(let text) = value, (1...limit).contains(key.unicodeScalars.count),
                text.unicodeScalars.count <= limit
            else { throw wrong(name, mustBe: form) }
            texts[key] = text
        }
        return texts
    }

    /// The complaint about a field's value.
    package func wrong(_ name: String, mustBe: String, among known: [String] = []) -> APIError {
        let value = self[name] ?? .null
        var hint = ""
        if case .text(let typed) = value, let near = NearestName.find(typed, among: known) {
            hint = " Did you mean \(near)?"
        }
        return APIError(
            .invalidValue, "\(path(name)) is \(value.described); it must be \(mustBe).\(hint)", param: path(name))
    }

    /// The complaint about a field that must be there.
    package func missing(_ name: String, _ advice: String = "") -> APIError {
        APIError(
            .missingField, "\(path(name)) is missing." + (advice.isEmpty ? "" : " \(advice)"), param: path(name))
    }
}

extension Error where Self == APIError {
    /// A name that means nothing, with the one that was probably meant.
    static func unknown(
        _ what: String, _ name: String, typed: String? = nil, known: [String], code: ErrorCode
    ) -> APIError {
        let hint = NearestName.find(typed ?? name, among: known).map { "Did you mean \($0)?" }
        return APIError(
            code,
            "There is no \(what) \(Wording.quoted(name)) here. "
                + (hint ?? "Known are \(Wording.list(known, "and"))."), param: String(name.prefix(100)))
    }
}
