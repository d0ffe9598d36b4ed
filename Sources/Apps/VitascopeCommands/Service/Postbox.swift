internal import Curl
internal import Film
internal import Films
internal import Logging
internal import Platform
internal import StepsSQLite
internal import Webhooks

/// A service's webhooks: their store, the door to them, and the dispatcher that sends.
struct Postbox: Sendable {
    /// What routes work with.
    let service: WebhookService
    private let dispatcher: WebhookDispatcher

    /// Opens the webhooks of a data folder.
    ///
    /// - Parameters:
    ///   - places: Where they are kept.
    ///   - films: Whose events are told.
    ///   - allowed: Private addresses that may be told nevertheless.
    ///   - log: Where faults are told.
    /// - Throws: `FilmStoreError` when the database cannot be used.
    init(_ places: FilmPlaces, films: any FilmStore, allowed: [AllowedAddress], log: Logger) async throws {
        let store = try await SQLiteWebhooks(path: Path.join(places.data, "webhooks.sqlite"))
        let guarded = AddressGuard(allowed: allowed)
        var settings = HTTPClient.Settings(addressGuard: guarded)
        settings.userAgent = "vitascope/\(Vitascope.version)"
        let dispatcher = WebhookDispatcher(
            store: store, films: films, client: HTTPClient(settings),
            clock: SystemClock(), report: { log.warning("webhooks", metadata: ["fault": "\($0)"]) })
        self.dispatcher = dispatcher
        service = WebhookService(
            store: store, addressGuard: guarded, clock: SystemClock(), ring: { dispatcher.ring() })
    }

    /// Gets ready to hear of films.
    func prepare() async throws { try await dispatcher.prepare() }

    /// Sends until the task is cancelled.
    func run(_ log: Logger) async {
        do { try await dispatcher.run() } catch {
            if !(error is CancellationError) { log.error("webhooks stopped", metadata: ["fault": "\(error)"]) }
        }
    }
}
