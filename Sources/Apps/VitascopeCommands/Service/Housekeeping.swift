internal import API
internal import Films
internal import Logging
internal import Platform
internal import Workers

/// Removes now and then what nobody needs any more.
struct Housekeeping: Sendable {
    /// How often.
    private static let pace = Duration.seconds(600)

    let films: any FilmStore
    let housekeeper: Housekeeper
    let uploads: UploadStore
    let log: Logger

    /// Works until the task is cancelled; a failure is logged and nothing else.
    func run() async {
        while true {
            do {
                try await films.tidy()
                let report = try await housekeeper.clean()
                let count = try await uploads.removeExpired()
                if report != Housekeeper.Report() || count > 0 {
                    log.info(
                        "housekeeping",
                        metadata: [
                            "films": "\(report.films.count)", "folders": "\(report.folders.count)",
                            "uploads": "\(count)", "freed": "\(ByteText.text(report.bytes))",
                        ])
                }
            } catch {
                guard !Task.isCancelled else { return }
                log.error("housekeeping failed: \(error)")
            }
            do { try await Task.sleep(for: Self.pace) } catch { return }
        }
    }
}
