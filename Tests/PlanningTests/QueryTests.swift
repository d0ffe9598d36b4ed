import Testing

@testable import Planning

@Suite("Queries")
struct QueryTests {
    private func read(_ text: String, _ context: QueryMaker.Context = .init()) -> QueryMaker.Result {
        QueryMaker.read(text, in: context)
    }

    @Test(
        "begin with the most specific picture",
        arguments: [
            ("Otters play in the river.", ["otters river", "otters", "river"]),
            (
                "The rings of Saturn are made of ice.",
                ["rings of Saturn ice", "rings of Saturn", "ice", "rings", "Saturn"]
            ),
            (
                "A tall lighthouse stands on the rocky coast.",
                ["tall lighthouse rocky coast", "rocky coast", "tall lighthouse"]
            ),
            ("In 1889 the Eiffel Tower rose above Paris.", ["Eiffel Tower Paris", "Eiffel Tower", "Paris"]),
        ])
    func specificFirst(text: String, expected: [String]) {
        #expect(Array(read(text).queries.prefix(expected.count)) == expected)
    }

    @Test("take the subject of the scene before when the words only say it")
    func inherited() {
        let result = read("They sleep on their backs, holding hands.", .init(subject: "sea otters"))
        #expect(result.queries.contains("sea otters"))
        #expect(result.subject == "sea otters")
        #expect(read("It never stops.", .init(subject: "the tide")).queries.first == "the tide")
    }

    @Test("end with the chapter and the film")
    func general() {
        let result = read("Nothing is as it was.", .init(chapter: "The Harbour", title: "A Day in Lisbon"))
        #expect(result.queries == ["harbour", "lisbon"])
    }

    @Test("leave out what the words say is not there")
    func negated() {
        let result = read("A street without cars is a street for children.")
        #expect(result.avoid == ["cars"])
        #expect(!result.queries.contains { $0.contains("cars") })
    }

    @Test("never keep out what the film is about")
    func themes() {
        let result = read("Without bees there would be no apples.", .init(themes: ["bees"]))
        #expect(result.avoid.isEmpty && result.queries.first == "bees apples")
    }

    @Test("know that a name goes on behind a title")
    func titles() {
        #expect(read("Then Dr. Mandyam Srinivasan came to Canberra.").queries.first == "Mandyam Srinivasan Canberra")
    }

    @Test(
        "are never empty where there are words, in any language",
        arguments: [
            "Der Leuchtturm steht am Meer.", "Маяк стоит у моря.", "灯台は海のそばに立っています。", "المنارة بجانب البحر", "It is.",
            "Le phare veille sur la mer.", "x", "12 345",
        ])
    func anyLanguage(text: String) {
        let result = read(text, .init(subject: "lighthouse"))
        #expect(!result.queries.isEmpty)
        #expect(result.queries.count <= QueryMaker.limit)
        #expect(Set(result.queries.map { $0.lowercased() }).count == result.queries.count)
    }
}
