package import Films
package import NIOCore

/// An event with its text, written once for all who listen.
package struct SharedEvent: Sendable {
    /// The event.
    package let event: FilmEvent
    /// Whether a later one of its kind makes it superfluous.
    package let isProgress: Bool
    /// Whether its film's story ends with it, unless the film is revised.
    package let isFinal: Bool
    /// As JSON.
    package let json: ByteBuffer
    /// As a message of an event stream (WHATWG HTML §9.2.6).
    package let message: ByteBuffer

    /// Its place in the order of all events.
    package var number: Int64 { event.number }
    /// Its film.
    package var film: FilmID { event.film }

    /// Writes an event down.
    package init(_ event: FilmEvent) {
        self.event = event
        isFinal = event.kind.isFinal
        if case .progress = event.kind { isProgress = true } else { isProgress = false }
        json = EventJSON.text(of: event)
        var message = ByteBufferAllocator().buffer(capacity: json.readableBytes + 64)
        message.writeString("id: \(event.number)\nevent: \(event.kind.name)\ndata: ")
        message.writeImmutableBuffer(json)
        message.writeStaticString("\n\n")
        self.message = message
    }
}
