import Film
import FoundationEssentials
import Testing

@testable import Planning

@Suite("The documents")
struct DocumentTests {
    private func read(_ path: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
    }

    @Test("Every script in docs/script.md is planned without a complaint")
    func handbook() throws {
        var examples: [String] = []
        var current: [Substring]?
        for line in try read("docs/script.md").split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```markdown" {
                current = []
            } else if line == "```", let lines = current {
                examples.append(lines.joined(separator: "\n"))
                current = nil
            } else {
                current?.append(line)
            }
        }
        #expect(examples.count == 4)
        for example in examples {
            let plan = try RulePlanner().plan(Brief(source: .script(example)))
            #expect(plan.diagnostics.isEmpty, "\(plan.diagnostics)")
            #expect(plan.storyboard.scenes.contains { !$0.narration.isEmpty })
        }
    }

    @Test("Every direction in the handbook's table is followed")
    func table() throws {
        var count = 0
        for row in try read("docs/script.md").split(separator: "\n") where row.hasPrefix("| `[") {
            let cell = row.replacing("\\|", with: "|").split(separator: "`", omittingEmptySubsequences: false)
            for code in cell where code.hasPrefix("[") && code.hasSuffix("]") {
                let script = try ScriptParser.parse("Words.\n\(code)\nWords.")
                #expect(script.diagnostics.isEmpty, "\(code): \(script.diagnostics)")
                #expect(script.spokenText == "Words. Words.")
                count += 1
            }
        }
        #expect(count >= 12)
    }

    @Test("The sample film is about a minute long and in rhythm")
    func sample() throws {
        let plan = try RulePlanner().plan(Brief(source: .script(try read("Examples/water.md"))))
        #expect(plan.diagnostics.isEmpty)
        let scenes = plan.storyboard.scenes
        var total = 0.0
        for scene in scenes {
            let spoken =
                scene.narration.isEmpty ? 0 : SpeakingRate.seconds(scene.narration) + Double(scene.pauseAfter) / 1_000
            let length = max(spoken, Double(scene.minimumDuration) / 1_000)
            #expect((2.4...9).contains(length), "\(scene.narration)")
            total += length
        }
        #expect((55...85).contains(total))
        #expect(scenes.first?.shot.kind == .footage)
        // The starter library has each picture once: no two scenes may ask for the same one first.
        let first = scenes.filter { $0.shot.kind == .footage }.compactMap(\.shot.queries.first)
        #expect(Set(first).count == first.count)
    }

    @Test("The short example has three sentences")
    func short() throws {
        let plan = try RulePlanner().plan(Brief(source: .script(try read("Examples/short.md"))))
        let words = plan.storyboard.scenes.map(\.narration).joined(separator: " ")
        #expect(SentenceSplitter.sentences(in: words).count == 3)
        #expect(plan.diagnostics.isEmpty)
    }
}
