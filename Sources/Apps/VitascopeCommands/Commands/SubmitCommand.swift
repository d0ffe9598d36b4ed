internal import API
internal import ArgumentParser
internal import Film
internal import Films
internal import FoundationEssentials
internal import Platform

/// `vitascope submit`: asks a service for a film.
struct SubmitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Ask a service for a film.",
        discussion: """
            EXAMPLES
              vitascope submit "Why rivers bend"
              vitascope submit --script talk.md --shape 9:16 --wait
              vitascope submit "The sea at night" --output out/sea
              id=$(vitascope submit --script talk.md --label team=science)

            The film's id goes to standard output as soon as the service has stored the request for good. --wait stays
            until it is done; --output fetches it then.
            """)

    @Argument(help: "What the film is about; its sentences are narrated as they are.")
    var prompt: String?

    @OptionGroup var film: FilmOptions

    @Option(help: ArgumentHelp("The film's title, instead of one made from the words.", valueName: "TEXT"))
    var title: String?

    @Option(help: ArgumentHelp("A name and value of your own; may be repeated.", valueName: "NAME=VALUE"))
    var label: [String] = []

    @Option(help: ArgumentHelp("Where the service tells that the film ended.", valueName: "URL"))
    var callback: String?

    @Option(help: ArgumentHelp("How long the service keeps the film, as 3600 or 24h.", valueName: "TIME"))
    var keep: String?

    @Option(help: ArgumentHelp("-10 (whenever) to 10 (first).", valueName: "N"))
    var priority: String?

    @Flag(name: [.customLong("wait"), .customLong("watch")], help: "Stay until it is done, and show its progress.")
    var wait = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Fetch the finished film into this folder; waits for it.", valueName: "DIR"))
    var output: String?

    @Flag(help: "JSON on standard output: the film, and with --wait its events and the film at its end.")
    var json = false

    @OptionGroup var server: ServerOptions

    func run() async throws {
        let source = try SourceReader.read(prompt: prompt, script: film.script)
        let body = try Submission.body(source, film, try extras())
        let client = try server.client()
        let command = self
        try await ProcessSignals.cancelling { try await command.submit(body, to: client) }
    }

    private func submit(_ body: [UInt8], to client: ServiceClient) async throws {
        // A name for this request: sent again after a lost answer, it makes no second film.
        let key = UUID().uuidString.lowercased()
        let answer = try await client.send("POST", "/v1/videos", headers: [("Idempotency-Key", key)], json: body)
        let accepted = try ServiceClient.decode(RemoteFilm.self, answer.body)
        let id = try FilmName.check(accepted.id)
        Terminal.output((json ? Self.line(answer.body) : id.rawValue) + "\n")
        guard wait || output != nil else {
            if Terminal.errorIsTerminal, !json {
                Terminal.error("follow it with: vitascope watch \(id)\n")
            }
            return
        }
        try await Following(client: client, film: id, isJSON: json).run()
        if json { Terminal.output(Self.line(try await client.send("GET", "/v1/videos/\(id)").body) + "\n") }
        guard let output else { return }
        let paths = try await Fetching(client: client, film: id, parts: FilmPart.allCases).run(into: output)
        if !json, let film = paths.first { Terminal.error("fetched \(film)\n") }
    }

    private func extras() throws(FilmError) -> Submission.Extras {
        var extras = Submission.Extras()
        extras.title = title
        extras.callback = callback
        if let keep { extras.keep = try Amounts.seconds(keep, "--keep") }
        if let priority { extras.priority = try Amounts.whole(priority, "--priority", in: -10...10) }
        extras.labels = try Labels.read(label)
        return extras
    }

    /// JSON on one line, keys sorted.
    static func line(_ bytes: [UInt8]) -> String {
        guard let value = try? JSONValue(bytes) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }
}

/// Labels on the command line.
enum Labels {
    /// Reads `NAME=VALUE` pairs.
    static func read(_ texts: [String]) throws(FilmError) -> [String: String] {
        var labels: [String: String] = [:]
        for text in texts {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw FilmError(
                    .usage, "--label \(BriefReader.quoted(text)) has no name and value.",
                    remedy: "Use one as --label team=science.")
            }
            labels[String(text[..<equals])] = String(text[text.index(after: equals)...])
        }
        return labels
    }
}
