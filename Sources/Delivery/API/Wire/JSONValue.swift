import Film
import FoundationEssentials
import NIOCore

/// Any JSON value, as clients send it.
package enum JSONValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case whole(Int64)
    /// A whole number above `Int64.max`, as large seeds are.
    case large(UInt64)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// Reads a JSON text.
    ///
    /// - Throws: An ``APIError`` that says where the text stops being JSON.
    package init(_ bytes: [UInt8]) throws(APIError) {
        guard Self.depth(of: bytes) <= Self.deepest else {
            throw APIError(.invalidJSON, "The body has more than \(Self.deepest) levels of brackets.")
        }
        // The library lets some faults pass, such as a comma too many.
        if bytes.contains(where: { $0 > 32 }), let fault = JSONSyntax.firstFault(in: bytes) {
            throw APIError(.invalidJSON, "The body is not valid JSON: \(fault).")
        }
        do {
            self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            guard bytes.contains(where: { $0 > 32 }) else {
                throw APIError(.invalidJSON, "The body is empty; it must be a JSON object.")
            }
            throw APIError(.invalidJSON, "The body is not valid JSON: a text in it is not UTF-8 or a number too large.")
        }
    }

    /// Brackets within brackets that are read: reading goes as deep on the stack, which is small.
    private static let deepest = 100

    private static func depth(of bytes: [UInt8]) -> Int {
        var (depth, deepest, isText, isEscaped) = (0, 0, false, false)
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }

    /// Reads a JSON text, a long one aside: handlers run on their connection's event loop and must not hold it up.
    ///
    /// - Throws: An ``APIError`` that says where the text stops being JSON.
    package static func read(_ bytes: [UInt8]) async throws(APIError) -> JSONValue {
        bytes.count <= 1 << 14 ? try JSONValue(bytes) : try await readAside(bytes)
    }

    @concurrent
    private static func readAside(_ bytes: [UInt8]) async throws(APIError) -> JSONValue { try JSONValue(bytes) }

    /// What stands there, in a few words, for messages.
    package var described: String {
        switch self {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .whole(let number): String(number)
        case .large(let number): String(number)
        case .number(let number): String(number)
        case .text(let text): Wording.quoted(text)
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// The value as JSON again, compact, keys sorted: the same bytes for the same value.
    package var canonicalBytes: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return Array(writer.buffer.readableBytesView)
    }

    /// Writes the value, keys sorted.
    package func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .flag(let flag): writer.value(flag)
        case .whole(let number): writer.value(number)
        case .large(let number): writer.value(number)
        // All digits, unlike the writer's own: what somebody sent is given back as it was.
        case .number(let number): writer.value(json: Array(number.description.utf8))
        case .text(let text): writer.value(text)
        case .list(let items): writer.array { for item in items { item.write(to: &$0) } }
        case .object(let fields):
            writer.object { writer in
                for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
                    writer.key(name)
                    value.write(to: &writer)
                }
            }
        }
    }
}

extension JSONValue: Decodable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads whatever is there, the commonest kinds first: a wrong guess costs an error's making.
    package init(from decoder: any Decoder) throws {
        if let fields = try? decoder.container(keyedBy: Key.self) {
            var values: [String: JSONValue] = [:]
            for key in fields.allKeys { values[key.stringValue] = try fields.decode(JSONValue.self, forKey: key) }
            self = .object(values)
            return
        }
        if var items = try? decoder.unkeyedContainer() {
            var values: [JSONValue] = []
            while !items.isAtEnd { values.append(try items.decode(JSONValue.self)) }
            self = .list(values)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self = .null
        } else if let text = try? single.decode(String.self) {
            self = .text(text)
        } else if let flag = try? single.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? single.decode(Int64.self) {
            self = .whole(whole)
        } else if let large = try? single.decode(UInt64.self) {
            self = .large(large)
        } else {
            self = .number(try single.decode(Double.self))
        }
    }
}
