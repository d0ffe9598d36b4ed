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

/// The two sets of sentences, by name.
private enum CaseSet {
    case tuning
    case held

    var all: [MatchingCase] { self == .tuning ? MatchingCase.tuning : MatchingCase.held }
}

/// The figures are reported in `docs/decisions/matching.md`; these bounds keep them from falling unseen.
@Suite struct `Choosing starter photos` {
    @Test(
        .enabled(if: Packs.words != nil), arguments: [(CaseSet.tuning, 0.74, 1), (.held, 0.8, 1)])
    fileprivate func `by meaning, hardly ever an unrelated one, mostly a related one`(
        cases: CaseSet, recall: Double, wrong: Int
    ) throws {
        let score = Score(cases.all, vectors: try Packs.vectors())
        #expect(score.wrong.count <= wrong, "wrong: \(score.wrong)")
        #expect(score.recall >= recall, "missed: \(score.recall) \(score.missed)")
    }

    @Test(arguments: [(CaseSet.tuning, 0.8, 1), (.held, 0.8, 5)])
    fileprivate func `by shared words alone, figures of speech mislead`(
        cases: CaseSet, recall: Double, wrong: Int
    ) throws {
        let score = Score(cases.all, vectors: nil)
        #expect(score.wrong.count <= wrong, "wrong: \(score.wrong)")
        #expect(score.recall >= recall, "missed: \(score.recall) \(score.missed)")
    }
}
