package import Logging
import NIOHTTP1

/// Writes down each answered request, without words, queries or secrets unless asked for.
package struct AccessLog: Sendable {
    private let log: Logger
    private let showsAddresses: Bool

    /// Makes a log.
    ///
    /// - Parameters:
    ///   - log: Where lines go.
    ///   - showsAddresses: Whether paths and queries are written as they were sent: they may hold what people search for.
    package init(_ log: Logger, showsAddresses: Bool = false) {
        self.log = log
        self.showsAddresses = showsAddresses
    }

    /// Writes one request down.
    package func note(_ report: RequestReport) {
        let milliseconds = Int((report.whole / .milliseconds(1)).rounded())
        var metadata: Logger.Metadata = [
            "request_id": "\(report.id)", "method": "\(report.method.rawValue.prefix(20))", "route": "\(report.route)",
            "status": .stringConvertible(report.status), "ms": .stringConvertible(milliseconds),
            "peer": "\(report.peer)",
        ]
        if let bytes = report.bytes { metadata["bytes"] = .stringConvertible(bytes) }
        if report.isCut { metadata["cut"] = .stringConvertible(true) }
        if showsAddresses { metadata["address"] = "\(report.address)" }
        log.log(level: report.status >= 500 ? .warning : .info, "request", metadata: metadata)
    }
}
