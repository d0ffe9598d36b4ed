package import Films
internal import FoundationEssentials

/// What a message says, in one shape for two worlds: Standard Webhooks' (`type`, `timestamp`, `data`) and that of
/// OpenAI's clients (`id`, `object`, `created_at` besides).
///
/// It is thin on purpose: who needs more asks for the film.
package enum MessageBody {
    /// The most bytes a body has; Standard Webhooks advises fewer than 20 kB.
    package static let limit = 20_000

    /// The message that tells of a film's event.
    ///
    /// - Parameters:
    ///   - event: The event.
    ///   - film: The film as it is now; `nil` when it is gone.
    /// - Returns: A new message.
    package static func message(of event: FilmEvent, film: FilmRecord?) -> WebhookMessage {
        let id = MessageID(at: event.time)
        var subject = Subject(id: event.film.rawValue, revision: event.revision)
        subject.title = film?.title.map { String($0.prefix(200)) }
        subject.labels = film.map(\.request.labels).flatMap { $0.isEmpty ? nil : $0 }
        describe(event.kind, in: &subject)
        var body = encode(id, event.kind.name, event.time, subject)
        if body.count >= limit {
            subject.labels = nil
            body = encode(id, event.kind.name, event.time, subject)
        }
        return WebhookMessage(
            id: id, number: event.number, type: event.kind.name, film: event.film, time: event.time, body: body)
    }

    /// The message that only tries whether an endpoint can hear us.
    package static func ping(at time: Int64) -> WebhookMessage {
        let id = MessageID(at: time)
        let body = encode(id, "ping", time, Subject(id: id.rawValue, object: "ping"))
        return WebhookMessage(id: id, number: nil, type: "ping", film: nil, time: time, body: body)
    }

    private static func describe(_ kind: FilmEvent.Kind, in subject: inout Subject) {
        switch kind {
        case .queued: subject.status = "queued"
        case .started(let attempt):
            subject.status = "in_progress"
            subject.attempt = attempt
        case .planned(let title, let scenes):
            subject.status = "in_progress"
            subject.title = String(title.prefix(200))
            subject.scenes = scenes
        case .scene(let index, let seconds, let reused):
            subject.status = "in_progress"
            (subject.scene, subject.seconds, subject.reused) = (index, seconds, reused)
        case .playable(let seconds):
            subject.status = "in_progress"
            subject.playableAfter = seconds
        case .completed(let figures):
            subject.status = "completed"
            (subject.seconds, subject.bytes) = (figures.seconds, figures.bytes)
        case .retrying(let fault, _):
            subject.status = "queued"
            subject.error = Fault(fault)
        case .failed(let fault):
            subject.status = "failed"
            subject.error = Fault(fault)
        case .cancelled:
            // The clients' contract knows no such status: it is a failure with a code of its own.
            subject.status = "failed"
            subject.error = Fault(FilmFault(code: "cancelled", message: "The film was cancelled."))
        case .stage, .notice, .progress: subject.status = "in_progress"
        case .deleted: break
        }
    }

    private static func encode(_ id: MessageID, _ type: String, _ time: Int64, _ subject: Subject) -> [UInt8] {
        // The half keeps a millisecond from being rounded down to the one before.
        let moment = Date(timeIntervalSince1970: (Double(time) + 0.5) / 1000)
        let event = Event(
            id: id.rawValue, type: type,
            timestamp: moment.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
            createdAt: time / 1000, data: subject)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // Texts, whole numbers and finite numbers always encode; what must not happen shows as an empty object.
        return (try? Array(encoder.encode(event))) ?? Array("{}".utf8)
    }

    private struct Event: Encodable {
        var id: String
        var object = "event"
        var type: String
        var timestamp: String
        var createdAt: Int64
        var data: Subject
    }

    private struct Subject: Encodable {
        var id: String
        var object = "video"
        var revision: Int?
        var status: String?
        var title: String?
        var labels: [String: String]?
        var attempt: Int?
        var scenes: Int?
        var scene: Int?
        var reused: Bool?
        var seconds: Double?
        var bytes: Int64?
        var playableAfter: Double?
        var error: Fault?
    }

    private struct Fault: Encodable {
        var code: String
        var message: String

        init(_ fault: FilmFault) {
            code = fault.code
            message = String((fault.remedy.isEmpty ? fault.message : "\(fault.message) \(fault.remedy)").prefix(1000))
        }
    }
}
