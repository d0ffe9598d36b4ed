internal import Curl
internal import Film
internal import Films
internal import Logging
internal import Platform
internal import StepsSQLite
internal import Webhooks

/// A service's webhooks: their store, their sender and the routes' door to them.
struct WebhookOffice: Sendable {
    let service: WebhookService
    private let dispatcher: WebhookDispatcher
    private let log: Logger

    /// How long what is being sent may take when the service stops.
    private static let grace = Duration.seconds(3)

    /// Opens the store and gets it ready to hear of the first film.
    ///
    /// - Parameters:
    ///   - places: Where everything is.
    ///   - films: Whose events are told.
    ///   - allowed: Private addresses that may be sent to all the same.
    ///   - log: Where troubles go.
    /// - Returns: The office; ``run()`` is its work.
    /// - Throws: A `FilmError`.
    static func open(
        _ places: FilmPlaces, films: SQLiteFilms, allowed: [AllowedAddress], log: Logger
    ) async throws -> WebhookOffice {
        let (addressGuard, clock) = (AddressGuard(allowed: allowed), SystemClock())
        do {
            let store = try await SQLiteWebhooks(path: places.webhooks)
            var settings = HTTPClient.Settings(addressGuard: addressGuard)
            settings.userAgent = "vitascope/\(Vitascope.version)"
            let dispatcher = WebhookDispatcher(
                store: store, films: films, client: HTTPClient(settings), clock: clock,
                report: { log.error("\($0)") })
            try await dispatcher.prepare()
            let service = WebhookService(store: store, addressGuard: addressGuard, clock: clock) { dispatcher.ring() }
            return WebhookOffice(service: service, dispatcher: dispatcher, log: log)
        } catch let error as FilmStoreError {
            throw error.filmError
        }
    }

    /// Delivers until the task is cancelled; what is being sent then has a moment to end.
    func run() async {
        let (dispatcher, log) = (dispatcher, log)
        let work = Task {
            do { try await dispatcher.run() } catch is CancellationError {} catch {
                log.error("webhooks are not sent any more: \(error)")
            }
        }
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            // The one task that outlives its caller: it gives the last deliveries their moment.
            Task {
                await dispatcher.stop()
                try? await Task.sleep(for: Self.grace)
                work.cancel()
            }
        }
    }

    /// Reads the exceptions from the command line, or else from `VITASCOPE_ALLOW_ADDRESS`, separated by commas.
    static func allowed(_ given: [String]) throws(FilmError) -> [AllowedAddress] {
        let variable = (Platform.Environment["VITASCOPE_ALLOW_ADDRESS"] ?? "").split(separator: ",").map(String.init)
        var found: [AllowedAddress] = []
        for text in given.isEmpty ? variable : given {
            guard let address = AllowedAddress(text) else {
                throw FilmError(
                    .usage, "--allow-address \(BriefReader.quoted(text)) is no address.",
                    remedy: "Use 127.0.0.1:9000, 10.0.0.0/8, [::1]:9000 or receiver.internal:8080.")
            }
            found.append(address)
        }
        return found
    }
}
