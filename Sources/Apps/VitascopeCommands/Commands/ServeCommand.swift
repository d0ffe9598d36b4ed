internal import API
internal import ArgumentParser
internal import Curl
internal import Film
internal import Films
internal import Platform
internal import StepsSQLite

/// `vitascope serve`: the service.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Make films for those who ask over HTTP.",
        discussion: """
            EXAMPLES
              vitascope serve
              vitascope serve --data /srv/vitascope --port 9000
              vitascope serve --host 0.0.0.0 --log json

            Everything is kept in the data folder; the process may be killed at any moment and goes on where it was.
            The API is described at /docs. Listening on other addresses than this machine's own asks for an API key:
            vitascope keys add NAME. More workers: vitascope work.
            """)

    @Option(help: ArgumentHelp("The address to listen on (default 127.0.0.1; VITASCOPE_HOST).", valueName: "ADDRESS"))
    var host: String?

    @Option(help: ArgumentHelp("The port; 0 takes a free one (default 8080; VITASCOPE_PORT).", valueName: "PORT"))
    var port: String?

    @Option(
        help: ArgumentHelp(
            "A name by which clients reach the service, besides this machine's own; may be repeated.",
            valueName: "NAME"))
    var hostName: [String] = []

    @Option(
        help: ArgumentHelp(
            "How long films that ended are kept, unless asked otherwise (default: for ever; VITASCOPE_KEEP).",
            valueName: "TIME"))
    var keep: String?

    @Option(
        help: ArgumentHelp(
            "What the cache of finished scenes may take (default 20GB; VITASCOPE_CACHE_SIZE).", valueName: "SIZE"))
    var cacheSize: String?

    @Flag(help: "Load the voice when starting and keep it: 50 MB more, and films begin a quarter of a second sooner.")
    var warm = false

    @Option(
        help: ArgumentHelp(
            "A private address that webhooks may be sent to, as 10.0.0.0/8 or 127.0.0.1:9000; may be repeated.",
            valueName: "ADDRESS"))
    var allowAddress: [String] = []

    @Option(
        help: ArgumentHelp(
            "Requests a second that each key or address may make in the long run (default: any; VITASCOPE_RATE_LIMIT).",
            valueName: "N"))
    var rateLimit: String?

    @Flag(inversion: .prefixedNo, help: "Write every request into the log.")
    var logRequests = false

    @OptionGroup var place: DataOption
    @OptionGroup var options: WorkerOptions

    func run() async throws {
        let command = self
        do {
            try await ProcessSignals.cancelling { try await command.serve() }
        } catch is CancellationError {
            // Being stopped is how a service ends.
        }
    }

    private func serve() async throws {
        let places = place.places
        let settings = try settings()
        let allowed = try allowAddress.map { text throws(FilmError) in
            guard let address = AllowedAddress(text) else {
                throw FilmError(
                    .usage, "--allow-address \(BriefReader.quoted(text)) is not an address.",
                    remedy: "Use one as 10.0.0.0/8, 127.0.0.1:9000 or receiver.internal:8080.")
            }
            return address
        }
        let keep = try Setting.value(keep, "VITASCOPE_KEEP").map { text throws(FilmError) in
            try Amounts.seconds(text, "--keep")
        }
        let standing = try options.house(keep: keep, staysWarm: warm)
        try FileSystem.makeFolder(places.data)
        let refusal = FilmError(
            .usage, "Another server already works on \(places.data).",
            remedy: "Stop it, or use another --data; 'vitascope work' adds workers to a running server.")
        try await FileLock.holding(Path.join(places.data, "server.lock"), else: refusal) {
            let keys = try KeyRing(data: places.data)
            try Loopback.checkBinding(host: settings.host, hasKeys: !keys.isEmpty)
            let house = try await House.open(places, standing)
            do {
                let postbox = try await Postbox(places, films: house.films, allowed: allowed, log: house.log)
                let server = Server(house: house, keys: keys, settings: settings, postbox: postbox)
                try await server.run { try Self.tell($0, in: places) }
            } catch {
                await house.films.close()
                throw (error as? FilmStoreError)?.filmError ?? error
            }
            await house.films.close()
        }
    }

    /// Tells the person, and programs by a file, where the service is.
    private static func tell(_ address: String, in places: FilmPlaces) throws {
        try AtomicFile.write(address + "\n", to: Path.join(places.data, "server.address"), synced: false)
        Terminal.output("Vitascope is at \(address) — Ctrl-C stops it\n")
    }

    private func settings() throws(FilmError) -> Server.Settings {
        let host = Setting.value(host, "VITASCOPE_HOST") ?? "127.0.0.1"
        let size = Setting.value(cacheSize, "VITASCOPE_CACHE_SIZE") ?? "20GB"
        return Server.Settings(
            host: host,
            port: try Amounts.whole(Setting.value(port, "VITASCOPE_PORT") ?? "8080", "--port", in: 0...65_535),
            names: hostName + (Loopback.isLocal(host) ? [] : [host]),
            cacheSize: Int(try Amounts.bytes(size, "--cache-size")), warmsUp: warm, limits: try options.limits(),
            requestRate: try Setting.value(rateLimit, "VITASCOPE_RATE_LIMIT").map { text throws(FilmError) in
                try Amounts.whole(text, "--rate-limit", in: 1...1_000_000)
            }, logsRequests: logRequests)
    }
}
