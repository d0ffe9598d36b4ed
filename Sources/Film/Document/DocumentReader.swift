/// Any string as a key of a JSON object.
struct DocumentKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
}

/// Reads one object of a document that people edit: unknown keys are refused, wrong kinds and ranges are named with
/// their path, and a missing key takes its default.
struct DocumentReader {
    private let container: KeyedDecodingContainer<DocumentKey>

    /// Opens an object.
    /// - Parameters:
    ///   - decoder: Where the object is expected.
    ///   - keys: Every key the object may have.
    /// - Throws: A ``FilmError`` when something else is there or a key is unknown.
    init(_ decoder: any Decoder, keys: [String]) throws {
        do {
            container = try decoder.container(keyedBy: DocumentKey.self)
        } catch {
            throw DocumentFault.wrong(decoder, mustBe: "an object with \(DocumentFault.list(keys, "and"))")
        }
        for key in container.allKeys.map(\.stringValue).sorted() where !keys.contains(key) {
            let place = DocumentFault.place(decoder.codingPath)
            let hint = NearestName.find(key, among: keys).map { "Did you mean \($0)?" }
            throw FilmError(
                .input, "\(place) has an unknown key \(DocumentFault.quoted(key)).",
                remedy: hint ?? "Known keys are \(DocumentFault.list(keys, "and")).")
        }
    }

    /// True when the key has a value other than null.
    func has(_ key: String) -> Bool {
        let key = DocumentKey(key)
        return container.contains(key) && (try? container.decodeNil(forKey: key)) != true
    }

    /// The keys that have a value.
    func present(of keys: [String]) -> [String] { keys.filter(has) }

    /// The value under a key, or `nil` when the key is absent or null.
    func value<Value: Decodable>(_ key: String, as type: Value.Type = Value.self, mustBe: String) throws -> Value? {
        guard has(key) else { return nil }
        do {
            return try container.decode(type, forKey: DocumentKey(key))
        } catch let error as FilmError {
            throw error
        } catch {
            // Not only `DecodingError`: the library throws a type of its own for numbers that do not fit.
            throw wrong(key, mustBe: mustBe)
        }
    }

    /// A text of at most `limit` characters.
    func text(_ key: String, limit: Int) throws -> String? {
        guard let text = try value(key, as: String.self, mustBe: "a text in quotes") else { return nil }
        guard text.utf8.count <= limit * 4, text.count <= limit else {
            throw FilmError(
                .input, "\(place(key)) has \(text.count) characters; at most \(limit) are allowed.",
                remedy: "Shorten it.")
        }
        return text
    }

    /// A list of texts.
    func texts(_ key: String, limit: Int, count: Int) throws -> [String]? {
        guard let texts = try value(key, as: [String].self, mustBe: "a list of texts") else { return nil }
        guard texts.count <= count, texts.allSatisfy({ $0.count <= limit }) else {
            throw FilmError(
                .input, "\(place(key)) is too long: at most \(count) texts of \(limit) characters are allowed.",
                remedy: "Shorten it.")
        }
        return texts
    }

    /// A whole number in a range.
    func whole(_ key: String, in range: ClosedRange<Int>, unit: String = "") throws -> Int? {
        let allowed = "a whole number from \(range.lowerBound) to \(range.upperBound)\(unit)"
        guard let number = try value(key, as: Int.self, mustBe: allowed) else { return nil }
        guard range.contains(number) else { throw wrong(key, mustBe: allowed) }
        return number
    }

    /// A number in a range.
    func number(_ key: String, in range: ClosedRange<Double>) throws -> Double? {
        let allowed =
            "a number from \(DocumentFault.plain(range.lowerBound)) to \(DocumentFault.plain(range.upperBound))"
        guard let number = try value(key, as: Double.self, mustBe: allowed) else { return nil }
        guard range.contains(number) else { throw wrong(key, mustBe: allowed) }
        return number
    }

    /// True or false.
    func flag(_ key: String) throws -> Bool? { try value(key, as: Bool.self, mustBe: "true or false") }

    /// One of an enumeration's names.
    func choice<Name: CaseIterable & RawRepresentable>(_ key: String, of type: Name.Type) throws -> Name?
    where Name.RawValue == String {
        let names = type.allCases.map(\.rawValue)
        let allowed = DocumentFault.list(names, "or")
        guard let typed = try value(key, as: String.self, mustBe: allowed) else { return nil }
        guard let name = type.init(rawValue: typed) else {
            throw wrong(key, mustBe: allowed, hint: NearestName.find(typed, among: names))
        }
        return name
    }

    /// The value of a key that must be there.
    func required<Value>(_ key: String, _ value: Value?) throws -> Value {
        guard let value else {
            throw FilmError(
                .input, "\(DocumentFault.place(container.codingPath)) has no \(key).", remedy: "Add the key \(key).")
        }
        return value
    }

    /// The complaint about a key's value.
    func wrong(_ key: String, mustBe: String, hint: String? = nil) -> FilmError {
        guard let decoder = try? container.superDecoder(forKey: DocumentKey(key)) else {
            return FilmError(.input, "\(place(key)) is missing; it must be \(mustBe).")
        }
        return DocumentFault.wrong(decoder, mustBe: mustBe, hint: hint)
    }

    /// The path of a key, for messages.
    func place(_ key: String) -> String { DocumentFault.place(container.codingPath + [DocumentKey(key)]) }
}
