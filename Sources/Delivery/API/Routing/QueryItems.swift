/// A query's names and values, decoded (`application/x-www-form-urlencoded`).
package struct QueryItems: Sendable, Equatable {
    /// Names and values in the order sent.
    package private(set) var items: [(name: String, value: String)] = []

    /// Reads a query as it was sent.
    ///
    /// - Throws: An ``APIError`` when an escape or the UTF-8 in it is broken, or there are over 100 items.
    package init(_ query: String) throws(APIError) {
        guard !query.isEmpty else { return }
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(pair[0], plusIsSpace: true),
                let value = pair.count > 1 ? PercentCoding.decode(pair[1], plusIsSpace: true) : ""
            else { throw APIError(.invalidQuery, "The query is not valid: an escape such as %20 in it is broken.") }
            items.append((name, value))
            guard items.count <= 100 else { throw APIError(.invalidQuery, "The query has more than 100 items.") }
        }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.items.elementsEqual(right.items) { $0 == $1 }
    }

    /// The first value of a name.
    package subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// Every value of a name.
    package func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

    /// Refuses names that mean nothing here; one that ends in a dot stands for all that begin so.
    package func only(_ known: [String]) throws(APIError) {
        for (name, _) in items {
            let fits = known.contains { $0.hasSuffix(".") ? name.hasPrefix($0) && name != $0 : name == $0 }
            guard fits else { throw .unknown("query parameter", name, known: known, code: .invalidQuery) }
        }
    }

    /// A whole number in a range.
    package func whole(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw APIError(
                .invalidQuery,
                "\(name) is \(Wording.quoted(text)); it must be a whole number from \(range.lowerBound) to \(range.upperBound).",
                param: name)
        }
        return number
    }

    /// True or false.
    package func flag(_ name: String) throws(APIError) -> Bool {
        switch self[name] {
        case nil, "false", "0": return false
        case "true", "1", "": return true
        case let text?:
            throw APIError(
                .invalidQuery, "\(name) is \(Wording.quoted(text)); it must be true or false.", param: name)
        }
    }
}

/// Percent-encoding (RFC 3986 §2.1).
package enum PercentCoding {
    /// Decodes escapes; `nil` when one is broken or the result is not UTF-8.
    package static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        return String(validating: decoded, as: UTF8.self)
    }

    /// Encodes everything but the unreserved characters (RFC 3986 §2.3).
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default: encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
