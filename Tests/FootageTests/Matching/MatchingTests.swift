import Film
import TestSupport
import Testing

@testable import Footage

/// Which starter photo each sentence gets, alone: precision, recall and every miss.
private struct Score {
    var right = 0
    var wrong: [String] = []
    var missed: [String] = []

    var precision: Double { Double(right) / Double(max(1, right + wrong.count)) }
    var recall: Double { Double(right) / Double(max(1, right + missed.count)) }

    init(_ cases: [MatchingCase], vectors: WordVectors?) {
        var relevance = Relevance(vectors: vectors)
        for entry in cases {
            let wish = Wish(sentence: entry.sentence, queries: entry.queries, vectors: vectors)
            var best: (name: String, score: Double)?
            for starter in StarterCaption.all {
                let words = ItemWords(
                    tags: ItemText.phrases(starter.tags.split(separator: ",").map(String.init)),
                    description: starter.description)
                let score = relevance.score(wish, words, vector: vectors?.vector(of: words.combined))
                if score > best?.score ?? 0 { best = (String(starter.file.dropLast(4)), score) }
            }
            let pick = best.flatMap { $0.score >= relevance.threshold ? $0.name : nil }
            if let pick, entry.fitting.contains(pick) {
                right += 1
            } else if let pick {
                wrong.append("\(entry.sentence) -> \(pick) \(best?.score ?? 0)")
            }
            if !entry.fitting.isEmpty, pick == nil {
                missed.append("\(entry.sentence) (\(best?.name ?? "nothing") \(best?.score ?? 0))")
            }
        }
    }
}

/// The figures are reported in `docs/decisions/matching.md`; these floors keep them from falling unseen.
@Suite struct `Choosing starter photos` {
    @Test(.enabled(if: Packs.words != nil), arguments: [MatchingCase.tuning, MatchingCase.held])
    func `by meaning, never an unrelated one, mostly a related one`(cases: [MatchingCase]) throws {
        let score = Score(cases, vectors: try Packs.vectors())
        #expect(score.wrong == [])
        #expect(score.recall >= 0.8, "missed: \(score.missed)")
    }

    @Test(arguments: [MatchingCase.tuning, MatchingCase.held])
    func `by shared words alone, never an unrelated one, mostly a related one`(cases: [MatchingCase]) throws {
        let score = Score(cases, vectors: nil)
        #expect(score.wrong == [])
        #expect(score.recall >= 0.75, "missed: \(score.missed)")
    }
}
