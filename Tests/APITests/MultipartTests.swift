import API
import Film
import HTTPServer
import NIOCore
import Synchronization
import Testing

@Suite("Forms") struct MultipartTests {
    private static let plain =
        "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\nRivers\r\nbend\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"input_reference\"; filename=\"a \\\"b\\\".png\"\r\n"
        + "Content-Type: image/png\r\n\r\n\u{1}--b\r\n-\r\n--bx\r\n--b--\r\nepilogue"

    /// Parts as name, file name, type and content, taken in pieces of a size.
    private static func parts(_ bytes: [UInt8], boundary: String, piece: Int) throws -> [[String?]] {
        var parser = try MultipartParser(boundary: boundary)
        var parts: [(FormPart, [UInt8])] = []
        for start in stride(from: 0, to: bytes.count, by: piece) {
            for event in try parser.feed(bytes[start..<min(bytes.count, start + piece)]) {
                switch event {
                case .part(let part): parts.append((part, []))
                case .content(let content): parts[parts.count - 1].1 += content
                case .partEnd, .end: break
                }
            }
        }
        try #require(parser.isComplete)
        return parts.map { [$0.0.name, $0.0.filename, $0.0.type, String(decoding: $0.1, as: UTF8.self)] }
    }

    @Test("a form is taken apart the same way wherever it is cut", arguments: 1...40)
    func cuts(_ piece: Int) throws {
        // A delimiter is a line that begins so: what follows must be white space, dashes or the line's end.
        let text = Self.plain.replacing("\r\n--bx", with: "\r\n-bx")
        let parts = try Self.parts(Array(text.utf8), boundary: "b", piece: piece)
        #expect(
            parts == [
                ["prompt", nil, nil, "Rivers\r\nbend"],
                ["input_reference", "a \"b\".png", "image/png", "\u{1}--b\r\n-\r\n-bx"],
            ])
    }

    @Test(
        "a broken form is refused",
        arguments: [
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--bad",
            "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
            "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
            "--b\r\n" + String(repeating: "x", count: 10_000),
            String(repeating: "y", count: 10_000),
        ])
    func broken(_ text: String) {
        #expect(throws: APIError.self) {
            var parser = try MultipartParser(boundary: "b")
            _ = try parser.feed(Array(text.utf8))
        }
    }

    @Test("a boundary that RFC 2046 does not allow is refused", arguments: [nil, "", "a\r\nb", "a b ", "ä"])
    func boundaries(_ boundary: String?) {
        #expect(throws: APIError.self) { _ = try MultipartParser(boundary: boundary) }
    }

    @Test("bytes of chance never break the parser or come out changed")
    func fuzz() throws {
        var chance = SeededRandom(seed: 7)
        let alphabet = Array("\r\n-bB \t:;=\"\\name".utf8) + [0, 255]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...200, using: &chance)
            let content = (0..<count).map { _ in alphabet.randomElement(using: &chance) ?? 0 }
            // Alone: refused or read, never trapped.
            var loose = try MultipartParser(boundary: "bB")
            _ = try? loose.feed(content)
            // As a part's content that holds no delimiter: exactly what was put in.
            let boundary = "0zz0"
            let head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
            let form = Array(head.utf8) + content + Array("\r\n--\(boundary)--\r\n".utf8)
            var parser = try MultipartParser(boundary: boundary)
            var out: [UInt8] = []
            var rest = form[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...30, using: &chance))
                rest = rest.dropFirst(piece.count)
                for case .content(let bytes) in try parser.feed(piece) { out += bytes }
            }
            #expect(out == content)
        }
    }

    @Test("a form that breaks off leaves nothing of its files")
    func brokenOff() async throws {
        let sink = Sink()
        let text = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\nabc"
        await #expect(throws: HTTPServerError.bodyCut) {
            _ = try await FormReader.read(
                RequestBody(Array(text.utf8)), type: MediaType("multipart/form-data; boundary=b")
            ) { _ in sink }
        }
        let isGone = sink.state.withLock { $0.isGone }
        #expect(isGone)
    }

    @Test("plain fields together stay below the limit")
    func limit() async throws {
        let field = "--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n" + String(repeating: "x", count: 600_000)
        let text = field + "\r\n" + field.replacing("\"f\"", with: "\"g\"") + "\r\n--b--"
        await #expect(throws: HTTPServerError.bodyTooLarge(limit: FormReader.fieldLimit)) {
            _ = try await FormReader.read(
                RequestBody(Array(text.utf8)), type: MediaType("multipart/form-data; boundary=b")
            ) { _ in Sink() }
        }
    }

    private final class Sink: FormReader.FileSink {
        struct State {
            var bytes: [UInt8] = []
            var isGone = false
        }
        let state = Mutex(State())
        func write(_ piece: [UInt8]) { state.withLock { $0.bytes += piece } }
        func finish() -> String { "id" }
        func abandon() { state.withLock { $0.isGone = true } }
    }
}

@Suite("Names with brackets") struct BracketTests {
    private static func read(_ items: [(String, String)]) throws -> String {
        let fields = try BracketKeys.fields(items.map { (name: $0.0, value: $0.1) })
        return String(decoding: JSONValue.object(fields.values).canonicalBytes, as: UTF8.self)
    }

    @Test("brackets nest, empty ones append, numbers in order are a list")
    func nesting() throws {
        #expect(
            try Self.read([
                ("prompt", "x"), ("captions[style]", "karaoke"), ("labels[team]", "red"), ("labels[a b]", ""),
                ("media[]", "1"), ("media[]", "2"), ("list[0]", "p"), ("list[1]", "q"), ("deep[a][b][c]", "z"),
            ])
                == #"{"captions":{"style":"karaoke"},"deep":{"a":{"b":{"c":"z"}}},"labels":{"a b":"","team":"red"},"list":["p","q"],"media":["1","2"],"prompt":"x"}"#
        )
    }

    @Test(
        "names that mean two things or nothing are refused",
        arguments: [
            [("a", "1"), ("a[b]", "2")], [("a[b]", "1"), ("a", "2")], [("a", "1"), ("a", "2")], [("[a]", "1")],
            [("a[b", "1")], [("a[b]c", "1")], [("a[][b]", "1")], [("a[]", "1"), ("a[b]", "2")],
            [("a[b[c]]", "1")], [("a[1][2][3][4][5][6][7][8][9]", "1")],
        ])
    func refused(_ items: [(String, String)]) {
        let error = #expect(throws: APIError.self) { _ = try Self.read(items) }
        #expect(error?.code == "invalid_form")
    }

    @Test("names of chance are read or refused, never trapped")
    func fuzz() {
        var chance = SeededRandom(seed: 3)
        let alphabet = Array("[[]]ab01é\0")
        for _ in 0..<5_000 {
            let items = (0..<Int.random(in: 1...5, using: &chance)).map { _ in
                (
                    name: String(
                        (0..<Int.random(in: 0...12, using: &chance)).compactMap { _ in
                            alphabet.randomElement(using: &chance)
                        }), value: "v"
                )
            }
            _ = try? BracketKeys.fields(items)
        }
    }
}
