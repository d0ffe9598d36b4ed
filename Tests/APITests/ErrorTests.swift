import API
import Film
import Films
import HTTPServer
import Platform
import Testing

@Suite("What clients are told") struct ErrorTests {
    @Test("the guide's table holds every code and status, and no other")
    func table() throws {
        let root = Path.folder(of: Path.folder(of: Path.folder(of: #filePath)))
        let text = try FileSystem.readText(Path.join(root, "docs/api-errors.md"))
        var found: [String: Int] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").map { String($0.filter { $0 != " " && $0 != "`" }) }
            found[cells[0]] = Int(cells[1])
        }
        let known = Dictionary(uniqueKeysWithValues: ErrorCode.allCases.map { ($0.rawValue, $0.status) })
        #expect(found == known)
    }

    @Test(
        "failures of the store and the server have their own statuses",
        arguments: [
            (FilmStoreError.unknownFilm as any Error, 404, "video_not_found", false),
            (FilmStoreError.conflict("It is being made."), 409, "conflict", false),
            (FilmStoreError.full, 507, "disk_full", true),
            (FilmStoreError.damaged("Restore the backup."), 503, "store_damaged", true),
            (FilmStoreError.unavailable("locked"), 503, "store_unavailable", true),
            (HTTPServerError.bodyTooLarge(limit: 10), 413, "body_too_large", false),
            (HTTPServerError.bodyCut, 408, "body_cut", false),
            (FilmError(.missing, "No pack."), 503, "missing_part", true),
            (FilmError(.media, "Broken."), 400, "unusable_media", false),
            (FilmError(.internalFault, "secret"), 500, "internal_error", false),
            (HarnessFailure("secret"), 500, "internal_error", false),
        ])
    func mapping(_ error: any Error, _ status: Int, _ code: String, _ isTimed: Bool) throws {
        let told = try #require(APIError.telling(error))
        #expect(told.status == status)
        #expect(told.code == code)
        #expect((told.retryAfter != nil) == isTimed)
        #expect(!told.message.contains("secret"))
    }

    @Test("nobody is told when the client itself went away")
    func cancelled() { #expect(APIError.telling(CancellationError()) == nil) }

    @Test("text of clients is shown short, quoted and on one line")
    func quoting() {
        #expect(Wording.quoted("a\r\nb\u{85}c") == "\"a  b c\"")
        #expect(Wording.quoted(String(repeating: "x", count: 100)).count == 63)
    }
}
