import NIOCore
import NIOHTTP1
import Testing

@testable import HTTPServer

@Suite struct ParserTests {
    /// Everything a parser makes of bytes that come in pieces of a size.
    private func parse(_ text: String, by size: Int = .max) throws -> [String] {
        var parser = RequestParser(limits: Limits())
        var events: [String] = []
        var body: [UInt8] = []
        var buffer = ByteBuffer()
        var rest = Array(text.utf8)[...]
        while true {
            let event = try parser.next(&buffer)
            switch event {
            case .head(let head):
                events.append(
                    "\(head.method.rawValue) \(head.path) \(head.query) \(head.framing) keeps:\(head.keepsAlive)")
            case .body(let piece): body += piece.readableBytesView
            case .end:
                events.append("end \(String(decoding: body, as: UTF8.self))")
                body = []
            case .needsMore:
                if rest.isEmpty { return events }
                buffer.writeBytes(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
        }
    }

    private static let good: [(String, [String])] = [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /  none keeps:true", "end "]),
        ("GET /a?b=c HTTP/1.0\r\n\r\n", ["GET /a b=c none keeps:false", "end "]),
        ("\r\n\r\nGET / HTTP/1.1\r\nHost:a\r\nConnection: x, Close\r\n\r\n", ["GET /  none keeps:false", "end "]),
        ("GET http://h:80/p?q HTTP/1.1\r\nHost: h\r\n\r\n", ["GET /p q none keeps:true", "end "]),
        ("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", ["OPTIONS *  none keeps:true", "end "]),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", ["GET /  none keeps:true", "end "]),
        (
            "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\nHost: a\r\n\r\n",
            ["POST /a  length(5) keeps:true", "end hello", "GET /  none keeps:true", "end "]
        ),
        (
            "POST /a HTTP/1.1\r\nHost: a\r\ntransfer-ENCODING:\t Chunked \r\n\r\n5\r\nhello\r\n00A;x=\"y\"\r\n0123456789\r\n0\r\nT: x\r\n\r\n",
            ["POST /a  chunked keeps:true", "end hello0123456789"]
        ),
        ("PUT / HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 0\r\n\r\n", ["PUT /  length(0) keeps:true", "end "]),
        ("GET / HTTP/1.1\r\nHost: \r\nA: \u{e9}\tb\r\n\r\n", ["GET /  none keeps:true", "end "]),
    ]

    @Test(arguments: good)
    func `requests are taken apart the same in pieces of every size`(text: String, events: [String]) throws {
        for size in [Int.max, 1, 2, 3, 7, 16] {
            let got = try parse(text, by: size)
            #expect(got == events, "pieces of \(size)")
        }
    }

    private static let bad: [(String, Int)] = [
        // Two ways to find the body's end.
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4, 5\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +4\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4 4\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x4\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n", 501),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u{0B}chunked\r\n\r\n", 400),
        ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\n Content-Length: 4\r\n\r\nabcd", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nX: y\r\n\tz\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n", 400),
        // Chunks.
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\ng\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5;\(String(repeating: "x", count: 300))\r\n",
            400
        ),
        ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nno trailer\r\n\r\n", 400),
        // Hosts.
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", 400),
        // First lines.
        ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
        ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\u{e9} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET /#f HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        ("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1x\r\nHost: a\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\r\n", 400),
        // Lines.
        ("GET / HTTP/1.1\nHost: a\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nX Y: z\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n", 417),
        ("\r\n\r\n\r\n\r\n\r\n", 400),
        // Sizes.
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        ("GET /\(String(repeating: "a", count: 9000))", 414),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 17_000))", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 17_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: y\r\n", count: 101))\r\n", 431),
    ]

    @Test(arguments: bad)
    func `what two readers could take differently is refused`(text: String, status: Int) throws {
        for size in [Int.max, 1, 5] {
            do {
                let events = try parse(text, by: size)
                Issue.record("\(text.debugDescription) is taken as \(events), pieces of \(size)")
            } catch let problem as HTTPProblem {
                #expect(
                    problem.status.code == status, "\(text.debugDescription): \(problem.message), pieces of \(size)")
            }
        }
    }

    @Test func `a hundred headers of sixteen thousand bytes are taken`() throws {
        let headers = (0..<99).map { "X-\($0): \(String(repeating: "v", count: 150))\r\n" }.joined()
        let events = try parse("GET / HTTP/1.1\r\nHost: a\r\n\(headers)\r\n")
        #expect(events.count == 2)
    }
}
