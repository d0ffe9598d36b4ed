import Films
import HTTPServer
import NIOCore
import NIOHTTP1

extension APIRoutes {
    /// `WS /ws/notify`: subscribe to films, get every event as JSON.
    static func addNotifyRoute(to routes: inout RouteTable) {
        routes.on(.GET, "/ws/notify") { call in
            let services = call.services
            let body = ResponseBody.webSocket { socket in
                try await services.hub.listening(to: .films([])) { subscription in
                    let last = try await services.films.lastEvent()
                    var talk = NotifyTalk(
                        services: services, socket: socket, subscription: subscription, last: last)
                    try await talk.run()
                }
            }
            return HTTPResponse(.switchingProtocols, body: body)
        }
    }
}

/// One connection's conversation: commands in, events out, both answered by the same task so that they keep an order.
private struct NotifyTalk {
    let services: Services
    let socket: any WebSocket
    let subscription: Subscription
    /// The number up to which everything of interest was told.
    var last: Int64
    /// Films that were told further than ``last`` because the client asked for their past.
    var ahead: [FilmID: Int64] = [:]

    mutating func run() async throws {
        let inbox = NotifyInbox(subscription)
        let socket = socket
        try await withThrowingTaskGroup { group in
            group.addTask {
                for try await text in socket.messages { try await inbox.put(text) }
                inbox.end()
            }
            try await talk(inbox)
            group.cancelAll()
        }
    }

    private mutating func talk(_ inbox: NotifyInbox) async throws {
        while true {
            let batch = try await subscription.take()
            for event in batch.events { try await tell(event) }
            if batch.isStale { try await readOn() }
            let (texts, isEnded) = inbox.take()
            for text in texts { try await obey(text) }
            if isEnded || batch.isClosed { return }
        }
    }

    private mutating func tell(_ event: SharedEvent) async throws {
        guard event.number > max(last, ahead[event.film] ?? 0) else { return }
        try await socket.send(String(buffer: event.json))
        last = event.number
    }

    /// Reads in the store what the subscription lost.
    private mutating func readOn() async throws {
        switch subscription.interest {
        case .everything: try await readOn(nil, after: last)
        case .films(let films):
            let from = last
            for film in films.sorted() { try await readOn(film, after: max(from, ahead[film] ?? 0)) }
        }
    }

    private mutating func readOn(_ film: FilmID?, after number: Int64) async throws {
        var number = number
        while true {
            let page: [FilmEvent]
            if let film {
                page = try await services.films.events(of: film, after: number, limit: 200)
            } else {
                page = try await services.films.events(after: number, limit: 200)
            }
            for event in page {
                try await socket.send(String(buffer: SharedEvent(event).json))
                number = event.number
                ahead[event.film] = number
            }
            if page.count < 200 { return }
        }
    }

    // MARK: - Commands

    private mutating func obey(_ text: String) async throws {
        do {
            switch try NotifyCommand(text) {
            case .subscribe(let interest, let after):
                if case .films(let films) = interest { try await check(films) }
                services.hub.change(subscription, to: try Self.union(subscription.interest, interest))
                try await answer("subscribed")
                if let after { try await readPast(of: interest, after: after) }
            case .unsubscribe(let interest):
                services.hub.change(subscription, to: Self.difference(subscription.interest, interest))
                try await answer("unsubscribed")
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            guard let told = APIError.telling(error) else { throw error }
            try await refuse(told)
        }
    }

    private mutating func readPast(of interest: Subscription.Interest, after number: Int64) async throws {
        switch interest {
        case .everything: try await readOn(nil, after: number)
        case .films(let films): for film in films.sorted() { try await readOn(film, after: number) }
        }
    }

    private func check(_ films: Set<FilmID>) async throws {
        for film in films where try await services.films.film(film) == nil {
            throw APIError.unknownFilm(film.rawValue)
        }
    }

    private static func union(
        _ one: Subscription.Interest, _ other: Subscription.Interest
    ) throws(APIError) -> Subscription.Interest {
        guard case .films(let some) = one, case .films(let more) = other else { return .everything }
        let all = some.union(more)
        guard all.count <= NotifyCommand.most else {
            throw APIError(
                .invalidValue, "A connection may listen to \(NotifyCommand.most) videos at most; use \"*\" for all.",
                param: "films")
        }
        return .films(all)
    }

    private static func difference(
        _ one: Subscription.Interest, _ other: Subscription.Interest
    ) -> Subscription.Interest {
        guard case .films(let unwanted) = other else { return .films([]) }
        guard case .films(let some) = one else { return one }
        return .films(some.subtracting(unwanted))
    }

    private func answer(_ type: StaticString) async throws {
        let text = JSONWriter.bytes { writer in
            writer.object { writer in
                writer.field("type", literal: type)
                switch subscription.interest {
                case .everything: writer.field("films", literal: "*")
                case .films(let films):
                    writer.array("films") { writer in for film in films.sorted() { writer.value(film.rawValue) } }
                }
            }
        }
        try await socket.send(String(buffer: text))
    }

    private func refuse(_ error: APIError) async throws {
        let text = JSONWriter.bytes { writer in
            writer.object { writer in
                writer.field("type", literal: "error")
                writer.object("error") { writer in
                    writer.field("message", error.message)
                    writer.field("type", error.type)
                    writer.field("param", error.param)
                    writer.field("code", error.code)
                }
            }
        }
        try await socket.send(String(buffer: text))
    }
}
