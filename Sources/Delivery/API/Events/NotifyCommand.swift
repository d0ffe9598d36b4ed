import Films

/// What a client asks on the notification socket.
enum NotifyCommand: Sendable, Equatable {
    /// Films a connection may listen to one by one.
    static let most = 1000

    /// Wants events, from after a number on where one is given.
    case subscribe(Subscription.Interest, after: Int64?)
    /// Wants no more events.
    case unsubscribe(Subscription.Interest)

    /// Reads `{"type": "subscribe", "films": ["video_…"] or "*", "after": 12}`, or `unsubscribe`.
    ///
    /// - Throws: An ``APIError`` that says what is wrong.
    init(_ text: String) throws(APIError) {
        let fields = try Fields(JSONValue(Array(text.utf8)))
        try fields.only(["type", "films", "after"])
        guard let type = try fields.text("type") else {
            throw fields.missing("type", "It must be subscribe or unsubscribe.")
        }
        let interest = try Self.interest(fields)
        switch type {
        case "subscribe":
            let after = try fields.whole("after", in: 0...Int.max)
            self = .subscribe(interest, after: after.map(Int64.init))
        case "unsubscribe": self = .unsubscribe(interest)
        default: throw fields.wrong("type", mustBe: "subscribe or unsubscribe", among: ["subscribe", "unsubscribe"])
        }
    }

    private static func interest(_ fields: Fields) throws(APIError) -> Subscription.Interest {
        guard let value = fields["films"] else {
            throw fields.missing("films", "Give a list of video ids, or \"*\" for all.")
        }
        if case .text("*") = value { return .everything }
        guard let names = try fields.texts("films", limit: 64, count: most) else { return .films([]) }
        var films: Set<FilmID> = []
        for name in names {
            guard let film = FilmID(rawValue: name) else { throw .unknownFilm(name) }
            films.insert(film)
        }
        return .films(films)
    }
}
