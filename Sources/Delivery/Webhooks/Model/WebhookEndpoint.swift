/// A standing address that wants to hear of films.
///
/// Times are milliseconds since 1970.
package struct WebhookEndpoint: Sendable, Codable, Equatable, Identifiable {
    /// Its name.
    package let id: EndpointID
    /// Where deliveries go; empty for ``EndpointID/callbacks``, whose deliveries bring their own.
    package var url: String
    /// The client's own words.
    package var description: String
    /// Which events it wants.
    package var events: EventFilter
    /// The keys, newest first; never empty.
    package var secrets: [WebhookSecret]
    /// Why nothing is sent to it, or `nil` while something is.
    package var disabled: String?
    /// When it was made.
    package let created: Int64
    /// When it was last changed.
    package var updated: Int64

    /// Makes an endpoint with a key of its own.
    package init(
        id: EndpointID, url: String, description: String = "", events: EventFilter = .usual,
        secret: WebhookSecret? = nil, at time: Int64
    ) {
        self.id = id
        self.url = url
        self.description = description
        self.events = events
        secrets = [secret ?? WebhookSecret(at: time)]
        disabled = nil
        created = time
        updated = time
    }

    /// Puts a new key in place; the ones before sign for another day, so that receivers can change over in peace.
    package mutating func rotate(to secret: WebhookSecret, at time: Int64) {
        secrets = secrets.filter { $0.signs(at: time) }.map { old in
            var old = old
            old.expires = min(old.expires ?? .max, time + WebhookSecret.overlap)
            return old
        }
        secrets.insert(secret, at: 0)
        // A signature list has a length that receivers bear.
        secrets = Array(secrets.prefix(4))
        updated = time
    }
}

/// Which events an endpoint wants, by their names on the wire.
package struct EventFilter: Sendable, Codable, Equatable {
    /// The names; `*` for all.
    package let names: [String]

    /// Every name that can be asked for; `video.progress`, `video.stage` and `video.notice` are left to event streams.
    package static let offered = [
        "video.queued", "video.started", "video.planned", "video.scene", "video.playable", "video.completed",
        "video.retrying", "video.failed", "video.cancelled", "video.deleted",
    ]

    /// Wants what a film ends with.
    package static let usual = EventFilter(names: ["video.completed", "video.failed", "video.cancelled"])

    private init(names: [String]) { self.names = names }

    /// Wants some names, or with `*` all.
    ///
    /// - Returns: `nil` when there are none or one is not offered.
    package init?(_ names: [String]) {
        guard !names.isEmpty, names.allSatisfy({ $0 == "*" || Self.offered.contains($0) }) else { return nil }
        var seen: Set<String> = []
        self.names = names.contains("*") ? ["*"] : names.filter { seen.insert($0).inserted }
    }

    /// Whether events of a name are wanted.
    package func wants(_ name: String) -> Bool {
        names.contains(name) || names == ["*"] && Self.offered.contains(name)
    }
}
