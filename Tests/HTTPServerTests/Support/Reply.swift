/// One answer as a plain reading of its bytes, apart from the server's code.
struct Reply: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    /// A header's value.
    subscript(name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The bytes are no answer.
    struct Malformed: Error {
        let text: String
    }

    /// An answer's first line and headers.
    struct Head {
        let status: Int
        let headers: [(name: String, value: String)]
        private let length: Int

        init(_ bytes: [UInt8]) throws {
            guard let end = Self.find("\r\n\r\n", in: bytes, from: 0) else {
                throw Malformed(text: String(decoding: bytes, as: UTF8.self))
            }
            let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
            let words = lines[0].split(separator: " ")
            guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
                throw Malformed(text: String(lines[0]))
            }
            self.status = status
            headers = try lines.dropFirst().map { line in
                guard let colon = line.firstIndex(of: ":") else { throw Malformed(text: String(line)) }
                let value = line[line.index(after: colon)...].drop { $0 == " " }
                return (line[..<colon].lowercased(), String(value))
            }
            length = end + 4
        }

        private func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }

        private func hasNoBody(_ toHead: Bool) -> Bool { toHead || status < 200 || status == 204 || status == 304 }

        func isComplete(_ bytes: [UInt8], toHead: Bool) -> Bool {
            if hasNoBody(toHead) { return true }
            if let length = value("content-length").flatMap({ Int($0) }) { return bytes.count >= self.length + length }
            guard value("transfer-encoding") == "chunked", bytes.suffix(5).elementsEqual("0\r\n\r\n".utf8) else {
                return false
            }
            return (try? chunks(bytes)) != nil
        }

        func reply(_ bytes: [UInt8], toHead: Bool) throws -> (Reply, used: Int) {
            if hasNoBody(toHead) { return (Reply(status: status, headers: headers, body: []), length) }
            if let count = value("content-length").flatMap({ Int($0) }) {
                guard bytes.count >= length + count else { throw Malformed(text: "cut after \(bytes.count) bytes") }
                let body = Array(bytes[length..<(length + count)])
                return (Reply(status: status, headers: headers, body: body), length + count)
            }
            if value("transfer-encoding") == "chunked" {
                let (body, used) = try chunks(bytes)
                return (Reply(status: status, headers: headers, body: body), used)
            }
            return (Reply(status: status, headers: headers, body: Array(bytes[length...])), bytes.count)
        }

        private func chunks(_ bytes: [UInt8]) throws -> ([UInt8], used: Int) {
            var body: [UInt8] = []
            var at = length
            while let end = Self.find("\r\n", in: bytes, from: at),
                let size = Int(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16),
                bytes.count >= end + 2 + size + 2
            {
                body += bytes[(end + 2)..<(end + 2 + size)]
                at = end + 2 + size + 2
                if size == 0 { return (body, at) }
            }
            throw Malformed(text: "cut in a chunk")
        }

        private static func find(_ text: String, in bytes: [UInt8], from start: Int) -> Int? {
            let wanted = Array(text.utf8)
            guard bytes.count >= start + wanted.count else { return nil }
            return (start...(bytes.count - wanted.count)).first {
                bytes[$0..<($0 + wanted.count)].elementsEqual(wanted)
            }
        }
    }
}
