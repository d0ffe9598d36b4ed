internal import API
internal import ArgumentParser
internal import Film
internal import FoundationEssentials
internal import Platform

/// `vitascope list`: a service's films.
struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the films of a service, newest first.",
        discussion: """
            EXAMPLES
              vitascope list
              vitascope list --status failed --limit 100
              vitascope list --text rivers --label team=science --json
            """)

    @Option(help: ArgumentHelp("queued, in_progress, completed, failed or cancelled.", valueName: "STATUS"))
    var status: String?

    @Option(help: ArgumentHelp("Words that the film's text or title holds.", valueName: "TEXT"))
    var text: String?

    @Option(help: ArgumentHelp("A label it carries; may be repeated.", valueName: "NAME=VALUE"))
    var label: [String] = []

    @Option(help: ArgumentHelp("How many at most (default 20).", valueName: "N"))
    var limit: String?

    @Flag(help: "The service's own JSON, a film a line.")
    var json = false

    @OptionGroup var server: ServerOptions

    func run() async throws {
        let most = try limit.map { text throws(FilmError) in try Amounts.whole(text, "--limit", in: 1...100_000) } ?? 20
        var query: [(String, String)] = []
        if let status { query.append(("status", status)) }
        if let text { query.append(("q", text)) }
        for (name, value) in try Labels.read(label).sorted(by: { $0.key < $1.key }) {
            query.append(("label." + name, value))
        }
        let (client, filters, isJSON) = (try server.client(), query, json)
        try await ProcessSignals.cancelling {
            try await Self.list(client, filters, most: most, isJSON: isJSON)
        }
    }

    private struct Page: Decodable {
        var data: [RemoteFilm]
        var lastId: String?
        var hasMore: Bool
    }

    private static func list(
        _ client: ServiceClient, _ filters: [(String, String)], most: Int, isJSON: Bool
    ) async throws {
        var rows = [["FILM", "STATE", "LENGTH", "MADE", "TITLE"]]
        var after: String?
        var left = most
        while left > 0 {
            let place = [("limit", String(min(left, 100)))] + (after.map { [("after", $0)] } ?? [])
            let query = (filters + place).map { "\(QueryText.encode($0.0))=\(QueryText.encode($0.1))" }
            let answer = try await client.send("GET", "/v1/videos?" + query.joined(separator: "&"))
            let page = try ServiceClient.decode(Page.self, answer.body)
            if isJSON { printLines(answer.body) } else { rows += page.data.map(row) }
            left -= page.data.count
            after = page.lastId
            guard page.hasMore, after != nil, !page.data.isEmpty else { break }
        }
        guard !isJSON else { return }
        if rows.count == 1 { Terminal.error("There are no such films.\n") } else { Terminal.output(Table.text(rows)) }
    }

    private static func row(_ film: RemoteFilm) -> [String] {
        let made = Date(timeIntervalSince1970: Double(film.createdAt))
        return [
            film.id, film.status == "in_progress" ? "\(film.progress) %" : film.state,
            film.duration.map { ProgressView.clock($0) } ?? "-",
            made.formatted(
                .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false)),
            film.name,
        ]
    }

    private static func printLines(_ bytes: [UInt8]) {
        guard case .object(let page)? = try? JSONValue(bytes), case .list(let films)? = page["data"] else { return }
        for film in films { Terminal.output(String(decoding: film.canonicalBytes, as: UTF8.self) + "\n") }
    }
}

/// Text in a query.
enum QueryText {
    /// Escapes everything but letters, digits and `-._~` (RFC 3986 §2.3).
    static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
