import NIOHTTP1
import Testing

@testable import HTTPServer

@Suite struct FileRuleTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=0-", .part(0..<100)), ("bytes=99-", .part(99..<100)),
        ("bytes=-1", .part(99..<100)), ("bytes=-1000", .part(0..<100)), ("bytes=10-19", .part(10..<20)),
        ("bytes=10-1000", .part(10..<100)), ("BYTES=1-2", .part(1..<3)), ("bytes= 1-2 ", .part(1..<3)),
        ("bytes=1-2,", .part(1..<3)), ("bytes=1-99999999999999999999999", .part(1..<100)),
        ("bytes=-99999999999999999999999", .part(0..<100)), ("bytes=100-", .unsatisfiable),
        ("bytes=100-200", .unsatisfiable), ("bytes=99999999999999999999999-", .unsatisfiable),
        ("bytes=-0", .unsatisfiable), ("bytes=5-4", .whole), ("bytes=", .whole), ("bytes=-", .whole),
        ("bytes=a-b", .whole), ("bytes=+1-2", .whole), ("bytes=1-2,4-5", .whole), ("items=0-1", .whole),
        ("0-1", .whole),
        ("bytes=1--2", .whole), ("bytes=0x1-2", .whole),
    ])
    func `a Range header means what RFC 9110 says`(header: String, range: ByteRange) {
        #expect(ByteRange(header, size: 100) == range)
    }

    @Test(arguments: ["bytes=0-", "bytes=0-0", "bytes=-1"])
    func `an empty file has no range`(header: String) {
        #expect(ByteRange(header, size: 0) == .unsatisfiable)
    }

    /// Golden values from Python's `email.utils.formatdate(usegmt=True)`.
    @Test(arguments: [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (1_795_159_999, "Fri, 20 Nov 2026 07:33:19 GMT"),
    ])
    func `dates are written and read`(seconds: Int, text: String) {
        #expect(HTTPDate.text(seconds) == text)
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test(arguments: ["Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
    func `the two old forms of a date are read`(text: String) {
        #expect(HTTPDate.seconds(text) == 784_111_777)
    }

    @Test(arguments: [
        "", "yesterday", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 99 Nov 1994 08:49:37 GMT",
        "Sun, 06 Now 1994 08:49:37 GMT", "784111777", "Sun, 06 Nov 1994 25:49:37 GMT",
    ])
    func `what is no date is none`(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }

    private func answer(_ method: HTTPMethod, _ headers: HTTPHeaders) -> FileAnswer {
        FileAnswer(
            method, headers, file: FileBody(path: "f", type: "video/mp4"), said: [:], size: 100, tag: "\"a-b\"",
            modified: 784_111_777)
    }

    private static let cases: [(HTTPHeaders, UInt, Range<Int>?)] = [
        ([:], 200, 0..<100),
        (["If-None-Match": "\"a-b\""], 304, nil),
        (["If-None-Match": "W/\"a-b\""], 304, nil),
        (["If-None-Match": "\"x\", \"a-b\""], 304, nil),
        (["If-None-Match": "*"], 304, nil),
        (["If-None-Match": "\"x\"", "If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"], 200, 0..<100),
        (["If-Modified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"], 304, nil),
        (["If-Modified-Since": "Sun, 06 Nov 1994 08:49:36 GMT"], 200, 0..<100),
        (["If-Modified-Since": "nonsense"], 200, 0..<100),
        (["If-Match": "\"a-b\""], 200, 0..<100),
        (["If-Match": "W/\"a-b\""], 412, nil),
        (["If-Match": "\"x\""], 412, nil),
        (["If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:36 GMT"], 412, nil),
        (["If-Unmodified-Since": "Sun, 06 Nov 1994 08:49:37 GMT"], 200, 0..<100),
        (["Range": "bytes=1-2"], 206, 1..<3),
        (["Range": "bytes=1-2", "If-Range": "\"a-b\""], 206, 1..<3),
        (["Range": "bytes=1-2", "If-Range": "W/\"a-b\""], 200, 0..<100),
        (["Range": "bytes=1-2", "If-Range": "\"x\""], 200, 0..<100),
        (["Range": "bytes=1-2", "If-Range": "Sun, 06 Nov 1994 08:49:37 GMT"], 206, 1..<3),
        (["Range": "bytes=1-2", "If-Range": "Sun, 06 Nov 1994 08:49:38 GMT"], 200, 0..<100),
        (["Range": "bytes=1-2", "If-None-Match": "\"a-b\""], 304, nil),
        (["Range": "bytes=100-"], 416, nil),
        (["Range": "bytes=1-2,5-6"], 200, 0..<100),
    ]

    @Test(arguments: cases)
    func `conditions and ranges are weighed in RFC 9110's order`(headers: HTTPHeaders, status: UInt, range: Range<Int>?)
    {
        let answer = answer(.GET, headers)
        #expect(answer.status.code == status)
        #expect(answer.range == range)
        #expect(answer.headers.first(name: "ETag") == "\"a-b\"")
    }

    @Test func `HEAD takes no notice of ranges`() {
        #expect(answer(.HEAD, ["Range": "bytes=1-2"]).status == .ok)
    }

    @Test func `names of requests are as documented and differ`() {
        var names = RequestNames()
        let made = Set((0..<1000).map { _ in names.next() })
        #expect(made.count == 1000)
        #expect(made.allSatisfy { $0.wholeMatch(of: /req_[0-9a-f]{24}/) != nil })
    }

    @Test(arguments: [("abc-1.2_X", true), ("", false), ("a b", false), ("a\r\nb", false), ("\u{e9}", false)])
    func `only harmless names are taken over from clients`(name: String, isValid: Bool) {
        #expect(RequestNames.isValid(name) == isValid)
        #expect(!RequestNames.isValid(String(repeating: "a", count: 65)))
    }
}
