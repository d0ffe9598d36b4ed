import Film
import FoundationEssentials
import Testing

@testable import Planning

@Suite("Every plan")
struct PlanPropertyTests {
    private func plan(_ text: String) throws -> Storyboard {
        try RulePlanner().plan(Brief(source: .script(text))).storyboard
    }

    @Test("says all the words of the script once and in order", arguments: 0..<25)
    func wordsInOrder(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        let text = maker.script(paragraphs: 8)
        let spoken = try plan(text).scenes.map(\.narration).joined(separator: " ").split(separator: " ")
        let script = try ScriptParser.parse(text)
        #expect(spoken == script.spokenText.split(separator: " "))
        #expect(spoken.count > 20)
    }

    @Test("keeps its shots between the least and the longest", arguments: 0..<25)
    func shotLengths(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        let text = maker.script(paragraphs: 8)
        let isDirected = text.contains("[picture") || text.contains("[card") || text.contains("[pause")
        for scene in try plan(text).scenes {
            let spoken = scene.narration.isEmpty ? 0 : SpeakingRate.seconds(scene.narration)
            let pause = scene.continuesInNext || scene.narration.isEmpty ? 0 : Double(scene.pauseAfter) / 1_000
            let least = max(spoken + pause, Double(scene.minimumDuration) / 1_000)
            #expect(spoken <= 9.5, "\(scene.narration)")
            if !isDirected { #expect(least >= 1.2, "\(scene.narration)") }
        }
    }

    @Test("gives each scene an id of its own and survives its file", arguments: 0..<15)
    func validDocument(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        let board = try plan(maker.script(paragraphs: 8))
        #expect(Set(board.scenes.map(\.id)).count == board.scenes.count)
        #expect(try StoryboardFile.decode(StoryboardFile.encode(board)) == board)
        #expect(board.scenes.first?.entrance == .fade)
        #expect(board.scenes.last.map { $0.pauseAfter >= 1_500 && !$0.continuesInNext } == true)
    }

    @Test("keeps the ids of all scenes but an edited sentence's", arguments: 0..<15)
    func stableUnderEdits(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        // Sentences of one long breath each: every one has a shot to itself, or several.
        let sentences = (0..<20).map {
            "In the year of \($0) the old keeper of the lighthouse saw \($0 + 3) ships go by in the rain."
        }
        let edited = Int(maker.sentence().count) % 20
        var changed = sentences
        changed[edited] = changed[edited].replacing("rain", with: "snow")
        func ids(_ sentences: [String]) throws -> [String] {
            let text = stride(from: 0, to: 20, by: 4).map { sentences[$0..<$0 + 4].joined(separator: " ") }
            return try plan(text.joined(separator: "\n\n")).scenes.map(\.id)
        }
        let before = try ids(sentences)
        let after = try ids(changed)
        #expect(before.count == after.count)
        #expect(zip(before, after).count { $0 != $1 } == 1)
    }

    @Test("leaves other paragraphs' scenes alone whatever is done to one", arguments: 0..<15)
    func stableAcrossParagraphs(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        var paragraphs = (0..<8).map { index in maker.paragraph() + " This is paragraph number \(index) of the script."
        }
        let before = try plan(paragraphs.joined(separator: "\n\n")).scenes
        let untouched = Set(
            try paragraphs.enumerated().filter { $0.offset != 4 }.flatMap { try plan($0.element).scenes.map(\.id) })
        paragraphs[4] = maker.paragraph()
        let after = Set(try plan(paragraphs.joined(separator: "\n\n")).scenes.map(\.id))
        let kept = before.map(\.id).filter { untouched.contains($0) }
        #expect(kept.count > 6)
        #expect(kept.allSatisfy { after.contains($0) })
    }

    @Test("is the same each time", arguments: 0..<3)
    func deterministic(seed: Int) throws {
        var maker = ScriptMaker(seed: UInt64(seed))
        let text = maker.script(paragraphs: 10)
        #expect(try StoryboardFile.encode(plan(text)) == StoryboardFile.encode(plan(text)))
    }

    @Test("comes out of any text, or a sentence does", arguments: 0..<60)
    func fuzz(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed), for: "fuzz scripts")
        var maker = ScriptMaker(seed: UInt64(seed))
        let spice = Array("[]()*_`#>-|<!&;:\\\n\r\t \u{0}.,?海。👩‍👩‍👧\u{202E}0\"'~=+—$%")
        var characters = Array(maker.script(paragraphs: 6))
        for _ in 0..<Int.random(in: 1...400, using: &random) {
            let place = Int.random(in: 0..<characters.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: characters[place] = spice.randomElement(using: &random) ?? "["
            case 1: characters.insert(spice.randomElement(using: &random) ?? "[", at: place)
            default: characters.removeSubrange(place..<min(characters.count, place + 5))
            }
            if characters.isEmpty { characters = ["["] }
        }
        for source in [Brief.Source.script(String(characters)), .prompt(String(characters))] {
            do {
                let board = try RulePlanner().plan(Brief(source: source)).storyboard
                #expect(try StoryboardFile.decode(StoryboardFile.encode(board)) == board)
            } catch {
                #expect(!error.message.isEmpty && error.message.count < 400)
            }
        }
    }

    @Test(
        "comes in bearable time out of the longest and strangest scripts",
        arguments: [
            "[", "[picture: ", "[pause: [", "[pause: 1s]\n", "> ", "- a\n", "# a\n", "|a|\n|-|\n", "a. ", "a, ", "a ",
            "`", "<!--",
            "<!---->", "海", "海。", "1.", "Dr. ", "…", "***", "\\", "\n", "x", "https://a.b/", "![a](b.jpg)\n", "[^1]: ",
            "---\n",
            "<script>", "```\n", "e\u{301}\u{301}", "ก",
        ])
    func pathological(unit: String) {
        let text = "Word. " + String(repeating: unit, count: 40_000 / unit.unicodeScalars.count)
        do {
            let board = try RulePlanner().plan(Brief(source: .script(text))).storyboard
            #expect(board.scenes.count <= DocumentLimits.scenes)
        } catch {
            #expect(error.code == .input)
        }
    }
}
