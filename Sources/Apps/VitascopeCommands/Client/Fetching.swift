internal import Film
internal import Films
internal import Platform
internal import Synchronization

/// Fetches a finished film into a folder, as `make` would have left it there.
struct Fetching: Sendable {
    let client: ServiceClient
    let film: FilmID
    let parts: [FilmPart]

    /// Fetches every part that there is.
    ///
    /// - Parameter folder: Where to; made where it is missing.
    /// - Returns: The paths of the files.
    /// - Throws: A `FilmError`; `CancellationError`.
    func run(into folder: String) async throws -> [String] {
        try FileSystem.makeFolder(folder)
        var paths: [String] = []
        for part in parts {
            for file in part.files {
                let line = DownloadLine(file.name)
                let target = Path.join(folder, file.name)
                let download = Download(client: client, path: "/v1/videos/\(film)/\(file.path)", target: target) {
                    line.show($0, of: $1)
                }
                do {
                    try await download.run()
                    line.clear()
                    paths.append(target)
                } catch let error as FilmError where part.isOptional && error.code == .input {
                    // A film without words has no captions, and one may have nobody to credit.
                    line.clear()
                } catch {
                    line.clear()
                    throw error
                }
            }
        }
        return paths
    }
}

/// One line on a terminal that tells how far a download is.
final class DownloadLine: Sendable {
    private let name: String
    private let last = Mutex(ContinuousClock.now - .seconds(1))

    init(_ name: String) { self.name = name }

    func show(_ done: Int, of total: Int?) {
        guard Terminal.errorIsTerminal else { return }
        let isDue = last.withLock { last in
            let now = ContinuousClock.now
            guard now - last > .milliseconds(100) else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        var text = "\(name)  \(ByteText.text(done))"
        if let total, total > 0 {
            let bar = ProgressView.bar(min(Double(done) / Double(total), 1), width: 24)
            text = "\(bar)  \(name)  \(ByteText.text(done)) of \(ByteText.text(total))"
        }
        Terminal.error("\r\u{1B}[2K" + String(text.prefix(Terminal.width - 1)))
    }

    func clear() {
        if Terminal.errorIsTerminal { Terminal.error("\r\u{1B}[2K") }
    }
}
