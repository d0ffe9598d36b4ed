import Film
import Testing
import TestSupport

@testable import Footage

/// Which starter photo each sentence gets, alone: precision, recall and every miss.
private struct Score {
    var right = 0
    var wrong: [String] = []
    var missed: [String] = []

    var precision: Double { Double(right) / Double(max(1, right + wrong.count)) }
    var recall: Double { Double(right) / Double(max(1, right + missed.count)) }

    init(_ cases: [MatchingCase], vectors: VectorsHolder) {
        var relevance = Relevance(vectors: vectors)
        for entry in cases {
            let wish = Wish(sentence: entry.sentence, queries: entry.queries, vectors: vectors)
            var best: (name: String, score: Double)?
            for starter in StarterCaption.all {
                let words = ItemWords(
                    tags: ItemText.phrases(starter.tags.split(separator: ",").map(String.init)),
                    description: starter.description)
                let score = relevance.score(wish, words, vector: vectors.vector(of: words.combined))
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

@Suite struct `Choosing starter photos` {
    @Test(.enabled(if: Packs.words != nil))
    func `hardly ever shows an unrelated photo and finds most related ones`() throws {
        let vectors = try Packs.vectors()
        for (name, cases) in [("tuning", MatchingCase.tuning), ("held", MatchingCase.held)] {
            let score = Score(cases, vectors: vectors)
            print(name, "precision", score.precision, "recall", score.recall, score.wrong, score.missed, separator: "\n")
        }
    }

    @Test func `without word vectors goes by shared words alone`() throws {
        for (name, cases) in [("tuning", MatchingCase.tuning), ("held", MatchingCase.held)] {
            let score = Score(cases, vectors: VectorsHolder(nil))
            print(name, "precision", score.precision, "recall", score.recall, score.wrong, score.missed, separator: "\n")
        }
    }
}
