/// Takes `multipart/form-data` apart as it comes (RFC 7578, RFC 2046 §5.1): no byte is kept longer than it must be.
///
/// Pure: bytes in, events out. A delimiter may be cut anywhere between two pieces.
package struct MultipartParser {
    /// What was found.
    package enum Event: Equatable {
        /// A part begins.
        case part(FormPart)
        /// Some of its content.
        case content([UInt8])
        /// It ends.
        case partEnd
        /// The last delimiter; what follows is passed over.
        case end
    }

    /// Bytes that the headers of one part may have.
    package static let headerLimit = 8 << 10
    /// Parts that a form may have.
    package static let partLimit = 200

    private enum State {
        /// Before or behind the first delimiter's line.
        case preamble
        /// Behind a delimiter: a line end or the last two dashes.
        case delimiter
        case headers
        case content
        case epilogue
    }

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var pending: [UInt8]
    private var parts = 0

    /// Begins a form.
    ///
    /// - Parameter boundary: As the `Content-Type` says, 1 to 70 characters of those that RFC 2046 §5.1.1 allows.
    /// - Throws: An ``APIError`` when it says nothing usable.
    package init(boundary: String?) throws(APIError) {
        guard let boundary, (1...70).contains(boundary.utf8.count), boundary.last != " ",
            boundary.utf8.allSatisfy({ Self.isBoundary($0) })
        else {
            throw APIError(
                .invalidForm, "The Content-Type multipart/form-data has no usable boundary; let the client set it.")
        }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter may stand at the very beginning, without a line end of its own before it.
        pending = [13, 10]
    }

    private static func isBoundary(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }

    /// Whether the last delimiter was seen.
    package var isComplete: Bool {
        if case .epilogue = state { true } else { false }
    }

    /// Takes the next piece of the body.
    ///
    /// - Returns: What it held, in order.
    /// - Throws: An ``APIError`` when the form is broken or too large in a way that no limit of its contents tells.
    package mutating func feed(_ bytes: some Sequence<UInt8>) throws(APIError) -> [Event] {
        if case .epilogue = state { return [] }
        pending.append(contentsOf: bytes)
        var events: [Event] = []
        var position = 0
        scanning: while true {
            switch state {
            case .preamble:
                guard let found = find(delimiter, from: position) else {
                    position = max(position, pending.count - delimiter.count)
                    guard position <= Self.headerLimit else { throw Self.broken("no delimiter at its beginning") }
                    break scanning
                }
                position = found + delimiter.count
                state = .delimiter
            case .delimiter:
                guard let next = try behindDelimiter(&position, &events) else { break scanning }
                state = next
                if case .epilogue = next {
                    position = pending.count
                    break scanning
                }
            case .headers:
                guard let end = find([13, 10, 13, 10], from: position) else {
                    guard pending.count - position <= Self.headerLimit else { throw Self.broken("headers too long") }
                    break scanning
                }
                events.append(.part(try FormPart(headers: pending[position..<end + 2])))
                // The content's delimiter may begin with the line end that closes the headers.
                position = end + 2
                state = .content
                position += 2
            case .content:
                guard let found = find(delimiter, from: position) else {
                    // All but what may be a delimiter's beginning.
                    let safe = pending.count - (delimiter.count - 1)
                    if safe > position {
                        events.append(.content(Array(pending[position..<safe])))
                        position = safe
                    }
                    break scanning
                }
                if found > position { events.append(.content(Array(pending[position..<found]))) }
                events.append(.partEnd)
                position = found + delimiter.count
                state = .delimiter
            case .epilogue: break scanning
            }
        }
        pending.removeFirst(position)
        return events
    }

    /// Reads what follows a delimiter: `--` for the last, else white space and a line end; `nil` when it is cut.
    private mutating func behindDelimiter(
        _ position: inout Int, _ events: inout [Event]
    ) throws(APIError) -> State? {
        var end = position
        while end < pending.count, pending[end] == 32 || pending[end] == 9 { end += 1 }
        guard end - position <= 200 else { throw Self.broken("a delimiter's line is too long") }
        guard end + 1 < pending.count else { return nil }
        if end == position, pending[end] == UInt8(ascii: "-"), pending[end + 1] == UInt8(ascii: "-") {
            events.append(.end)
            return .epilogue
        }
        guard pending[end] == 13, pending[end + 1] == 10 else { throw Self.broken("a delimiter without a line end") }
        parts += 1
        guard parts <= Self.partLimit else {
            throw APIError(.invalidForm, "The form has more than \(Self.partLimit) parts.")
        }
        position = end + 2
        return .headers
    }

    private func find(_ pattern: [UInt8], from start: Int) -> Int? {
        guard pending.count >= pattern.count, start <= pending.count - pattern.count else { return nil }
        return pending.withUnsafeBufferPointer { bytes in
            pattern.withUnsafeBufferPointer { pattern in
                var index = start
                let last = bytes.count - pattern.count
                while index <= last {
                    guard bytes[index] == pattern[0] else {
                        index += 1
                        continue
                    }
                    var length = 1
                    while length < pattern.count, bytes[index + length] == pattern[length] { length += 1 }
                    if length == pattern.count { return index }
                    index += 1
                }
                return nil
            }
        }
    }

    private static func broken(_ reason: String) -> APIError {
        APIError(.invalidForm, "The form cannot be read: \(reason).")
    }
}

/// What the headers of one part of a form say.
package struct FormPart: Sendable, Equatable {
    /// The field's name.
    package let name: String
    /// The file's name as the client gave it, never used as a path; `nil` for a plain field.
    package let filename: String?
    /// The content's type; `nil` when none is given.
    package let type: String?

    /// Names a part.
    package init(name: String, filename: String? = nil, type: String? = nil) {
        self.name = name
        self.filename = filename
        self.type = type
    }

    /// Reads the header lines of a part, each with its line end.
    init(headers: ArraySlice<UInt8>) throws(APIError) {
        guard let text = String(validating: headers, as: UTF8.self) else {
            throw APIError(.invalidForm, "The form cannot be read: a part's headers are not UTF-8.")
        }
        var disposition: MediaType?
        var type: String?
        // Swift takes a carriage return and a line feed together for one character.
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = disposition ?? MediaType(Self.withoutEscapes(value))
            case "content-type": type = type ?? MediaType(value).name
            default: continue
            }
        }
        guard let disposition, disposition.name == "form-data", let name = disposition.parameters["name"] else {
            throw APIError(.invalidForm, "The form cannot be read: a part has no form-data name.")
        }
        self.init(name: Self.decoded(name), filename: disposition.parameters["filename"].map(Self.decoded), type: type)
    }

    /// Browsers write a backslash in a name as it is (WHATWG HTML §4.10.21.8): it must not count as an escape.
    private static func withoutEscapes(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\\\\\"", with: "\\\"")
    }

    /// Undoes the three escapes that browsers make in names: line ends and quotes.
    private static func decoded(_ name: String) -> String {
        name.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }
}
