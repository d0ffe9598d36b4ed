package import Films

/// What is told, once for all who want to hear it: the very bytes that every attempt signs and sends.
package struct WebhookMessage: Sendable, Equatable, Identifiable {
    /// Its name, which receivers use to notice that they have had it already.
    package let id: MessageID
    /// The number of the film event that it tells of; `nil` for a ping.
    package let number: Int64?
    /// The event's name on the wire.
    package let type: String
    /// The film; `nil` for a ping.
    package let film: FilmID?
    /// When it happened, in milliseconds since 1970.
    package let time: Int64
    /// JSON.
    package let body: [UInt8]

    /// Names a message.
    package init(id: MessageID, number: Int64?, type: String, film: FilmID?, time: Int64, body: [UInt8]) {
        self.id = id
        self.number = number
        self.type = type
        self.film = film
        self.time = time
        self.body = body
    }
}
