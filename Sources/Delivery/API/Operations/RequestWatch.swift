package import HTTPServer
import NIOCore
import NIOHTTP1

/// Stands between the server and the routes: finds the route, counts the request and writes it down.
package struct RequestWatch: Sendable {
    private let router: Router
    private let metrics: ServiceMetrics
    private let log: AccessLog?

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - router: The routes.
    ///   - metrics: Where requests are counted.
    ///   - log: Where they are written down, if anywhere.
    package init(_ router: Router, metrics: ServiceMetrics, log: AccessLog?) {
        self.router = router
        self.metrics = metrics
        self.log = log
    }

    /// Answers a request by its route, or says that there is none.
    ///
    /// - Throws: What the route's handler throws.
    package func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
        let start = ContinuousClock.now
        metrics.requestBegan()
        var report = RequestReport(request)
        let match = router.match(request.method, request.path)
        do {
            let answer: HTTPResponse
            if case .found(let handler, let pattern, let parameters) = match {
                report.route = pattern
                var request = request
                request.parameters = parameters
                answer = try await handler(request)
            } else if let refusal = APIRoutes.refusal(of: match, request) {
                answer = refusal
            } else {
                answer = try await router.answer(request)
            }
            return watched(answer, report, start)
        } catch {
            // The server tells the client; 499 stands for one that is gone, as in nginx's log.
            report.isCut = error is CancellationError
            report.status = report.isCut ? 499 : 500
            report.untilAnswer = ContinuousClock.now - start
            end(report, start)
            throw error
        }
    }

    private func watched(
        _ answer: HTTPResponse, _ report: RequestReport, _ start: ContinuousClock.Instant
    ) -> HTTPResponse {
        var (answer, report) = (answer, report)
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
