package import HTTPServer
import NIOCore
import NIOHTTP1

/// Watches every request between the server and the routes.
package struct RequestWatch: Sendable {
    private let pattern: @Sendable (HTTPRequest) -> String
    private let metrics: ServiceMetrics
    private let log: AccessLog?

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - metrics: Where they are counted.
    ///   - log: Where they are written down, if anywhere.
    ///   - pattern: Tells the pattern of a request's route.
    package init(
        metrics: ServiceMetrics, log: AccessLog?, pattern: @escaping @Sendable (HTTPRequest) -> String
    ) {
        self.pattern = pattern
        self.metrics = metrics
        self.log = log
    }

    /// Answers a request by its route; see ``Router/answer(_:)``.
    package func answer(
        _ request: HTTPRequest, by router: @Sendable (HTTPRequest) async throws -> HTTPResponse
    ) async throws -> HTTPResponse {
        let start = ContinuousClock.now
        metrics.requestBegan()
        var report = RequestReport(
            method: request.method, route: pattern(request), status: 0, untilAnswer: .zero, whole: .zero, bytes: 0,
            isCut: false, id: request.id, peer: request.peer,
            address: request.query.isEmpty ? request.path : "\(request.path)?\(request.query)")
        var answer: HTTPResponse
        do {
            answer = try await router(request)
        } catch {
            // The server tells the client; 499 stands for one that is gone (as in nginx's log).
            report.status = error is CancellationError ? 499 : 500
            report.isCut = error is CancellationError
            report.untilAnswer = ContinuousClock.now - start
            end(report, start)
            throw error
        }
        report.status = Int(answer.status.code)
        report.untilAnswer = ContinuousClock.now - start
        switch answer.body {
        case .empty: end(report, start)
        case .bytes(let bytes):
            report.bytes = bytes.readableBytes
            end(report, start)
        case .file:
            report.bytes = nil
            end(report, start)
        case .stream(let stream):
            answer.body = .stream { [report] writer in
                let counting = CountingWriter(writer)
                try await whole(report, start, counting) { try await stream(counting) }
            }
        case .webSocket(let talk):
            answer.body = .webSocket { [report] socket in
                try await whole(report, start, nil) { try await talk(socket) }
            }
        }
        return answer
    }

    /// Watches an answer that comes piece by piece, to its end.
    private func whole(
        _ report: RequestReport, _ start: ContinuousClock.Instant, _ writer: CountingWriter?,
        _ body: () async throws -> Void
    ) async throws {
        var report = report
        do {
            try await body()
            report.bytes = writer?.count
            end(report, start)
        } catch {
            report.bytes = writer?.count
            report.isCut = true
            end(report, start)
            throw error
        }
    }

    private func end(_ report: RequestReport, _ start: ContinuousClock.Instant) {
        var report = report
        report.whole = ContinuousClock.now - start
        metrics.requestEnded(report)
        log?.note(report)
    }
}
