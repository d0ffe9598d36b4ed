import Film
import Testing

@testable import Planning

@Suite("The asked length")
struct FilmLengthTests {
    /// Lengths as a voice of another pace than the planner's makes them.
    private func lengths(_ board: Storyboard, pace: Double) -> [Double] {
        board.scenes.map { scene in
            let spoken =
                scene.narration.isEmpty
                ? 0 : SpeakingRate.seconds(scene.narration) * pace + Double(scene.pauseAfter) / 1_000
            return max(spoken, Double(scene.minimumDuration) / 1_000)
        }
    }

    @Test(
        "is met whatever the voice's pace", arguments: [0.7, 0.9, 1, 1.1, 1.3, 1.6], [20.0, 33, 60])
    func met(pace: Double, wanted: Double) throws {
        var brief = Brief(source: .prompt("The sea at night. Ships pass far out, and nobody on the land sees them."))
        brief.length = wanted
        var board = try RulePlanner().plan(brief).storyboard
        let words = board.scenes.map(\.narration).filter { !$0.isEmpty }
        let result = FilmLength.settle(&board, lengths: lengths(board, pace: pace), to: wanted)
        #expect(abs(result - wanted) < 0.01)
        #expect(abs(lengths(board, pace: pace).reduce(0, +) - wanted) < 0.01)
        #expect(board.scenes.map(\.narration).filter { !$0.isEmpty } == words)
        for scene in board.scenes where scene.narration.isEmpty { #expect(scene.minimumDuration >= 3_000) }
    }

    @Test("is never met by cutting words")
    func neverCut() throws {
        var board = try RulePlanner().plan(Brief(source: .script("One sentence. And another one to follow it.")))
            .storyboard
        let before = board
        FilmLength.settle(&board, lengths: lengths(board, pace: 1), to: 1)
        #expect(board == before)
    }

    @Test("holds the last picture when there are only words")
    func heldLast() throws {
        var board = try RulePlanner().plan(Brief(source: .script("One sentence. And another one to follow it.")))
            .storyboard
        let total = lengths(board, pace: 1).reduce(0, +)
        let result = FilmLength.settle(&board, lengths: lengths(board, pace: 1), to: total + 2)
        #expect(abs(result - total - 2) < 0.01)
        #expect(board.scenes.last?.pauseAfter == 3_500)
    }
}
