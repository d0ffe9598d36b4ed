/// Takes an event stream apart (WHATWG HTML §9.2.6), however its bytes are cut into pieces.
struct EventStreamParser {
    /// One event.
    struct Event: Equatable {
        /// Its id, when it has one: where to go on after a lost connection.
        var id: String?
        /// Its name; `message` unless told.
        var name: String
        /// What it says, line ends between its lines.
        var data: String
    }

    /// A line longer than this is not ours.
    private static let lineLimit = 1 << 20

    private var line: [UInt8] = []
    private var id: String?
    private var name = ""
    private var data: [String] = []
    private var isAfterReturn = false

    /// Takes a piece.
    ///
    /// - Returns: The events that it completes.
    mutating func take(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            switch byte {
            case 0x0A where isAfterReturn: isAfterReturn = false
            case 0x0A, 0x0D:
                isAfterReturn = byte == 0x0D
                endLine(&events)
            default:
                isAfterReturn = false
                if line.count < Self.lineLimit { line.append(byte) }
            }
        }
        return events
    }

    private mutating func endLine(_ events: inout [Event]) {
        let text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        guard !text.isEmpty else {
            if !data.isEmpty {
                events.append(
                    Event(id: id, name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n")))
            }
            (name, data) = ("", [])
            return
        }
        let colon = text.firstIndex(of: ":")
        var value = colon.map { text[text.index(after: $0)...] } ?? ""
        if value.first == " " { value.removeFirst() }
        switch colon.map({ text[..<$0] }) ?? text[...] {
        case "data": data.append(String(value))
        case "event": name = String(value)
        case "id": id = String(value)
        default: break
        }
    }
}
