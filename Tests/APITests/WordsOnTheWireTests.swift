import API
import Testing

@Suite("Queries, types, preferences and tags") struct WordsOnTheWireTests {
    @Test("a query is decoded")
    func query() throws {
        let items = try QueryItems("q=a+b%26c&empty=&bare&label.team=r%C3%B6d&q=second")
        #expect(items["q"] == "a b&c")
        #expect(items.all("q") == ["a b&c", "second"])
        #expect(items["empty"]?.isEmpty == true)
        #expect(items["bare"]?.isEmpty == true)
        #expect(items["label.team"] == "röd")
        #expect(items["none"] == nil)
    }

    @Test("a broken query is refused", arguments: ["a=%", "a=%2", "a=%zz", "a=%FF", "%E2%82=1"])
    func broken(_ text: String) {
        let error = #expect(throws: APIError.self) { _ = try QueryItems(text) }
        #expect(error?.code == "invalid_query")
    }

    @Test("an unknown parameter is refused with the one that was meant")
    func unknown() throws {
        let items = try QueryItems("limt=3")
        let error = #expect(throws: APIError.self) { try items.only(["after", "limit", "label."]) }
        #expect(error?.message.contains("Did you mean limit?") == true)
    }

    @Test(
        "media types are read as RFC 9110 writes them",
        arguments: [
            ("application/json", "application/json", [:]),
            ("Application/JSON ; Charset=utf-8", "application/json", ["charset": "utf-8"]),
            ("multipart/form-data; boundary=\"a;b\\\"c\"", "multipart/form-data", ["boundary": "a;b\"c"]),
            ("", "", [:]),
        ])
    func mediaTypes(_ text: String, _ name: String, _ parameters: [String: String]) {
        let type = MediaType(text)
        #expect(type.name == name)
        #expect(type.parameters == parameters)
    }

    @Test(
        "a preference to wait is read among others and bounded",
        arguments: [
            (["wait=10"], 10), (["respond-async, wait=5"], 5), (["Wait = \"7\"; x=1"], 7), (["wait=9999"], 120),
            (["wait=-1"], nil), (["wait=soon"], nil), (["return=minimal"], nil), ([], nil),
            (["handling=lenient", "wait=3"], 3),
        ])
    func preferences(_ values: [String], _ seconds: Int?) {
        #expect(Preferences(values).wait == seconds)
    }

    @Test("tags match strongly, weakly, or all")
    func tags() {
        #expect(EntityTags([#""a", "b""#]).matches(#""b""#, weakly: false))
        #expect(!EntityTags([#"W/"a""#]).matches(#""a""#, weakly: false))
        #expect(EntityTags([#"W/"a""#]).matches(#""a""#, weakly: true))
        #expect(EntityTags(["*"]).matches(#""x""#, weakly: false))
        #expect(EntityTags([]).isEmpty)
    }
}
