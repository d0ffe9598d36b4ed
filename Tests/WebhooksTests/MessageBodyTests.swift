import Film
import Films
import FoundationEssentials
import Testing
import Webhooks

@Suite struct MessageBodyTests {
    private let film = FilmID(at: 1_800_000_000_000)

    private struct Read: Decodable {
        struct Subject: Decodable {
            struct Fault: Decodable {
                var code: String
                var message: String
            }

            var id: String
            var object: String
            var status: String?
            var title: String?
            var labels: [String: String]?
            var scenes: Int?
            var scene: Int?
            var seconds: Double?
            var error: Fault?
        }

        var id: String
        var object: String
        var type: String
        var timestamp: String
        var createdAt: Int64
        var data: Subject
    }

    private func read(_ kind: FilmEvent.Kind, _ record: FilmRecord? = nil) throws -> Read {
        let event = FilmEvent(number: 3, film: film, revision: 2, time: 1_800_000_000_123, kind: kind)
        let message = MessageBody.message(of: event, film: record)
        #expect(message.body.count < MessageBody.limit)
        #expect(message.number == 3)
        #expect(message.type == kind.name)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Read.self, from: Data(message.body))
    }

    @Test func saysWhatHappenedInTheShapeOfBothWorlds() throws {
        let body = try read(.failed(FilmFault(code: "missing", message: "A voice is not there.", remedy: "Fetch it.")))
        #expect(body.object == "event")
        #expect(body.id.hasPrefix("evt_"))
        #expect(!body.id.contains("."))
        #expect(body.type == "video.failed")
        #expect(body.createdAt == 1_800_000_000)
        #expect(body.timestamp == "2027-01-15T08:00:00.123Z")
        #expect(body.data.id == film.rawValue)
        #expect(body.data.object == "video")
        #expect(body.data.status == "failed")
        #expect(body.data.error?.code == "missing")
        #expect(body.data.error?.message == "A voice is not there. Fetch it.")
    }

    @Test(
        arguments: [
            (.queued, "queued"), (.started(attempt: 2), "in_progress"),
            (.planned(title: "T", scenes: 4), "in_progress"),
            (.scene(index: 1, seconds: 2.5, reused: true), "in_progress"), (.playable(seconds: 0.8), "in_progress"),
            (.cancelled, "failed"), (.deleted, nil),
            (.retrying(FilmFault(code: "a", message: "b"), notBefore: 0), "queued"),
        ] as [(FilmEvent.Kind, String?)])
    func tellsTheStatusThatClientsKnow(_ kind: FilmEvent.Kind, _ status: String?) throws {
        #expect(try read(kind).data.status == status)
    }

    @Test func staysSmallWhateverTheFilmIsCalled() throws {
        var request = FilmRequest(brief: Brief(source: .prompt("x")))
        for number in 0..<16 { request.labels["l\(number)"] = String(repeating: "\u{1}", count: 1000) }
        var record = FilmRecord(id: film, request: request, created: 0)
        record.title = String(repeating: "\"", count: 100_000)
        let fault = FilmFault(code: "x", message: String(repeating: "ü", count: 50_000))
        let body = try read(.failed(fault), record)
        #expect(body.data.title?.count == 200)
        #expect(body.data.labels == nil)
        #expect(body.data.error?.message.count == 1000)
    }

    @Test func carriesNumbersThatJSONCannotHoldAsText() throws {
        let event = FilmEvent(number: 1, film: film, revision: 1, time: 0, kind: .playable(seconds: .nan))
        #expect(MessageBody.message(of: event, film: nil).body.count > 50)
    }
}
