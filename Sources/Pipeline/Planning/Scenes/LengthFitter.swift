import Film

/// Holds pictures until the asked length is reached; words are never cut.
enum LengthFitter {
    /// A prompt's film without an asked length is held at least this long, in seconds.
    static let leastPromptFilm = 16.0

    /// Longest pause between paragraphs that stretching makes, in milliseconds.
    private static let longestPause = 1_600

    /// Stretches a film.
    /// - Returns: What to tell the writer when the words alone are longer than asked.
    static func fit(
        _ drafts: inout [Draft], to length: Double, topic: String, seed: UInt64, speed: Double
    ) -> ScriptDiagnostic? {
        let planned = drafts.reduce(0) { $0 + $1.seconds(speed: speed) }
        var missing = length - planned
        if missing < -0.05 * length - 0.5 {
            return ScriptDiagnostic(
                line: 0,
                message:
                    "The words alone take about \(Int(planned.rounded())) s, more than the \(plain(length)) s asked "
                    + "for; the narration is not cut. Shorten the text or raise the speed to make the film shorter.",
                severity: .warning)
        }
        guard missing > 0.4 else { return nil }
        missing -= stretchPauses(&drafts, by: missing)
        if missing > 0.4 { hold(&drafts, for: missing, topic: topic, seed: seed) }
        return nil
    }

    /// Gives the pauses between paragraphs up to twice their length, and says how many seconds that took.
    private static func stretchPauses(_ drafts: inout [Draft], by missing: Double) -> Double {
        let stretchable = drafts.indices.dropLast().filter {
            !drafts[$0].narration.isEmpty && drafts[$0].pauseAfter == Rhythm.paragraphPause
        }
        guard !stretchable.isEmpty else { return 0 }
        let each = min(longestPause - Rhythm.paragraphPause, Int(missing * 1_000) / stretchable.count)
        for index in stretchable { drafts[index].pauseAfter += each }
        return Double(each * stretchable.count) / 1_000
    }

    /// Adds pictures without words at the end; a rest too short for one holds the last picture longer.
    private static func hold(_ drafts: inout [Draft], for seconds: Double, topic: String, seed: UInt64) {
        guard seconds >= 3.2 else {
            extendLast(&drafts, by: seconds)
            return
        }
        var seconds = seconds
        if let last = drafts.indices.last, !drafts[last].narration.isEmpty {
            // The last words no longer end the film: the time they held is the pictures' now.
            let pause = min(drafts[last].pauseAfter, Rhythm.paragraphPause)
            seconds += Double(drafts[last].pauseAfter - pause) / 1_000
            drafts[last].pauseAfter = pause
        }
        let count = max(1, min(Int((seconds / 5.5).rounded()), 400))
        let queries = heldQueries(topic)
        var random = SeededRandom(seed: seed, for: "held pictures")
        // Lengths vary by a tenth so that the cuts do not tick like a clock; together they are exactly what is missing.
        var weights = (0..<count).map { _ in Double.random(in: 0.9...1.1, using: &random) }
        let sum = weights.reduce(0, +)
        weights = weights.map { $0 / sum }
        var left = Int((seconds * 1_000).rounded())
        for index in 0..<count {
            var draft = Draft()
            let share = index == count - 1 ? left : Int((seconds * 1_000 * weights[index]).rounded())
            left -= share
            draft.minimum = min(share, DocumentLimits.hold)
            draft.pauseAfter = 0
            draft.chapter = drafts.last?.chapter
            if !queries.isEmpty {
                // Each picture asks for another part of the matter first.
                draft.wished = Array(
                    (queries[(index % queries.count)...] + queries[..<(index % queries.count)]).prefix(8))
            }
            drafts.append(draft)
        }
    }

    private static func extendLast(_ drafts: inout [Draft], by seconds: Double) {
        guard let last = drafts.indices.last else { return }
        let more = Int((seconds * 1_000).rounded())
        if drafts[last].narration.isEmpty {
            drafts[last].minimum += more
        } else {
            drafts[last].pauseAfter = min(drafts[last].pauseAfter + more, DocumentLimits.pause)
        }
    }

    /// What the film is about, phrase by phrase.
    private static func heldQueries(_ topic: String) -> [String] {
        let text = String(topic.prefix(20_000))
        let names = QueryMaker.names(in: text)
        var queries: [String] = []
        for sentence in SentenceSplitter.sentences(in: text).prefix(60) {
            for query in QueryMaker.read(sentence, in: QueryMaker.Context(names: names)).queries.prefix(3)
            where !queries.contains(query) { queries.append(query) }
            if queries.count >= 24 { break }
        }
        return queries
    }

    private static func plain(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String((seconds * 10).rounded() / 10)
    }
}
