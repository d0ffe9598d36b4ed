internal import Curl
package import Films

/// One message on its way to one endpoint.
///
/// Times are milliseconds since 1970.
package struct Delivery: Sendable, Equatable, Identifiable {
    /// Where a delivery stands.
    package enum State: String, Sendable, CaseIterable {
        /// Waiting for its next attempt.
        case pending
        /// The endpoint answered with 2xx.
        case delivered
        /// Given up.
        case failed
    }

    /// Its name.
    package let id: DeliveryID
    /// The message.
    package let message: MessageID
    /// The message's event.
    package let type: String
    /// The message's film.
    package let film: FilmID?
    /// The endpoint.
    package let endpoint: EndpointID
    /// Where it goes instead of the endpoint's own address; empty for there.
    package let url: String
    /// What it waits in line with: deliveries of one lane never hold up those of another.
    package let lane: String
    /// Where it stands.
    package var state = State.pending
    /// Attempts in all.
    package var attempts = 0
    /// Attempts since it was made or replayed: the place in the schedule.
    package var step = 0
    /// When the next attempt is due; `nil` unless pending.
    package var due: Int64?
    /// When it was made.
    package let created: Int64
    /// When it was made or last replayed.
    package var begun: Int64
    /// When it was delivered or given up.
    package var ended: Int64?
    /// The last answer's status.
    package var status: Int?
    /// Why the last attempt failed, one sentence.
    package var error: String?

    /// A delivery that is due at once.
    package init(
        id: DeliveryID, of message: WebhookMessage, to endpoint: EndpointID, url: String = "", lane: String,
        at time: Int64
    ) {
        self.init(
            id: id, message: message.id, type: message.type, film: message.film, endpoint: endpoint, url: url,
            lane: lane, created: time)
        due = time
    }

    /// A delivery as a store kept it; what can change is set afterwards.
    package init(
        id: DeliveryID, message: MessageID, type: String, film: FilmID?, endpoint: EndpointID, url: String,
        lane: String, created: Int64
    ) {
        self.id = id
        self.message = message
        self.type = type
        self.film = film
        self.endpoint = endpoint
        self.url = url
        self.lane = lane
        self.created = created
        begun = created
    }

    /// Puts it back in line with the whole schedule before it; its log stays.
    package mutating func replay(at time: Int64) {
        state = .pending
        step = 0
        due = time
        begun = time
        ended = nil
    }

    /// Gives it up.
    package mutating func fail(_ reason: String, at time: Int64) {
        state = .failed
        due = nil
        ended = time
        error = reason
    }
}

/// One try of a delivery, for the log.
package struct DeliveryAttempt: Sendable, Equatable {
    /// Bytes of the answer that are kept.
    package static let answerLimit = 1024

    /// Counts the delivery's tries, from 1.
    package let number: Int
    /// When it began, in milliseconds since 1970.
    package let time: Int64
    /// How long it took, in milliseconds.
    package let milliseconds: Int
    /// The answer's status; `nil` when there was none.
    package let status: Int?
    /// Why there was no answer, or why it does not count, one sentence.
    package let error: String?
    /// The beginning of the answer's body.
    package let answer: [UInt8]

    /// Describes an attempt.
    package init(number: Int, time: Int64, milliseconds: Int, status: Int?, error: String?, answer: [UInt8]) {
        self.number = number
        self.time = time
        self.milliseconds = milliseconds
        self.status = status
        self.error = error
        self.answer = answer
    }
}

extension Delivery {
    /// The lane of an address that a film brought along: its server's, so that one dead server delays nobody else's.
    static func lane(ofCallback url: String) -> String {
        guard let address = try? HTTPAddress(url) else { return url }
        return address.origin
    }
}
