import Testing

@testable import VitascopeCommands

@Suite struct EventStreamParserTests {
    private let text = """
        retry: 2000

        : keep-alive

        id: 1
        event: video.queued
        data: {"type":"video.queued"}

        id:2\r
        data: one\r
        data:  two\r
        \r
        data

        event: nothing

        id: 3
        data: {"ü":"\u{1F30A}"}


        """

    private let expected: [EventStreamParser.Event] = [
        .init(id: "1", name: "video.queued", data: #"{"type":"video.queued"}"#),
        .init(id: "2", name: "message", data: "one\n two"), .init(id: "2", name: "message", data: ""),
        .init(id: "3", name: "message", data: "{\"ü\":\"\u{1F30A}\"}"),
    ]

    @Test(arguments: [1, 2, 3, 7, 1000]) func readsEventsHoweverTheyAreCut(_ length: Int) {
        var parser = EventStreamParser()
        var events: [EventStreamParser.Event] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            events += parser.take(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        #expect(events == expected)
    }

    @Test func givesNoEventThatIsNotComplete() {
        var parser = EventStreamParser()
        #expect(parser.take(Array("data: half".utf8)).isEmpty)
        #expect(parser.take(Array("\n".utf8)).isEmpty)
        let events = parser.take(Array("\n".utf8))
        #expect(events.map(\.data) == ["half"])
    }
}
