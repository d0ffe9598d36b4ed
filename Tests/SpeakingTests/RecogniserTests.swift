import Film
import FoundationEssentials
import Platform
import TestSupport
import Testing

@testable import Speaking

/// What independent listeners make of the default voice: Whisper base writes down what it hears and when, PocketSphinx
/// says when each given word sounds.
@Suite struct RecogniserTests {
    /// A paragraph as displayed, and as a person would say it, in words.
    private struct Passage {
        let text: String
        let said: String
    }

    private static let passages = [
        Passage(
            text:
                "The river carries the light of a hundred cities, and every bridge tells a different story about the people who built it. "
                + "In the morning, boats slide under the arches before anyone is awake.",
            said:
                "the river carries the light of a hundred cities and every bridge tells a different story about the people who built it "
                + "in the morning boats slide under the arches before anyone is awake"),
        Passage(
            text:
                "Nobody in the village remembered who had planted the old tree. Children climbed it, storms bent it, and still it stood there, "
                + "taller than the church, keeping its secrets.",
            said:
                "nobody in the village remembered who had planted the old tree children climbed it storms bent it and still it stood there "
                + "taller than the church keeping its secrets"),
        Passage(
            text:
                "On July 20, 1969, about 600 million people watched two men walk on the Moon. The program had cost $25.4 billion.",
            said:
                "on july twentieth nineteen sixty nine about six hundred million people watched two men walk on the moon "
                + "the program had cost twenty five point four billion dollars"),
        Passage(
            text:
                "The ticket costs $9.99, or 15% less before 7:30 p.m. The track is 12 km long, and the water is 20°C.",
            said: "the ticket costs nine dollars and ninety nine cents or fifteen percent less before seven thirty p m "
                + "the track is twelve kilometers long and the water is twenty degrees celsius"),
        Passage(
            text:
                "Dr. Smith and Mrs. Jones moved from St. Louis to London in the 1990s, and NASA called them back in 2008.",
            said:
                "doctor smith and missus jones moved from saint louis to london in the nineteen nineties and nasa called them back in two thousand eight"
        ),
        Passage(
            text:
                "I read the book yesterday, and I will read it again tomorrow. The wind is strong, so please close the door; the live music starts soon.",
            said:
                "i read the book yesterday and i will read it again tomorrow the wind is strong so please close the door the live music starts soon"
        ),
    ]

    /// The words of a transcript as they are said, so that "$5" and "five dollars" are equal.
    private func spoken(_ transcript: String) -> [String] {
        Reader(transcript).pieces().flatMap { spoken -> [String] in
            switch spoken.piece {
            case .word(let word): word.lowercased().split { !$0.isLetter && $0 != "'" }.map { String($0) }
            case .letters(let letters): letters.lowercased().map { String($0) }
            case .phonemes, .pause: []
            }
        }
    }

    private func edits(_ a: [String], _ b: [String]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = i
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let replaced = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }

    private func median(_ values: [Double]) -> Double {
        values.isEmpty ? .infinity : values.sorted()[values.count / 2]
    }

    @Test("A recogniser hears the words that were written, at most 3 % wrong, and hears them when we say they sound")
    func heard() async throws {
        let engine = try Studio.ready()
        try await withScratch { folder in
            var narrations: [Narration] = []
            var items: [Studio.Recording] = []
            for (number, passage) in Self.passages.enumerated() {
                let narration = try await engine.speak(passage.text, voice: Studio.heart, seed: 1)
                narrations.append(narration)
                let raw = Path.join(folder, "\(number).f32")
                let wav = Path.join(folder, "\(number).wav")
                try narration.samples.withUnsafeBytes { Data($0) }.write(to: URL(filePath: raw))
                try await FFmpeg.run(
                    ["-f", "f32le", "-ar", "24000", "-ac", "1", "-i", raw, "-ar", "16000", "-c:a", "pcm_s16le", wav])
                // The aligner knows plain words only.
                let plain = passage.text.allSatisfy { !$0.isNumber } && !passage.text.contains("Dr.")
                items.append(Studio.Recording(wav: wav, align: plain ? passage.said : ""))
            }
            let answers = try await Studio.listen(items)
            judge(answers, narrations)
        }
    }

    private func judge(_ answers: [Studio.Heard], _ narrations: [Narration]) {
        var wrong = 0
        var total = 0
        var starts: [Double] = []
        var aligned: [Double] = []
        for (number, answer) in answers.enumerated() {
            let passage = Self.passages[number]
            let narration = narrations[number]
            let wanted = passage.said.split(separator: " ").map { String($0) }
            let heard = spoken(answer.text)
            let errors = edits(wanted, heard)
            wrong += errors
            total += wanted.count
            if errors > 0 { print("heard: \(heard.joined(separator: " "))") }
            // Where the transcript has the displayed words one for one, their times can be compared.
            let displayed = narration.words.map { $0.text.lowercased().filter { $0.isLetter || $0.isNumber } }
            let written = answer.words.map { $0.text.lowercased().filter { $0.isLetter || $0.isNumber } }
            if displayed == written {
                starts += zip(narration.words, answer.words).map { abs(Double($0.start) / 24_000 - $1.start) }
            }
            if narration.words.count == answer.aligned.count {
                aligned += zip(narration.words, answer.aligned).map { abs(Double($0.start) / 24_000 - $1.start) }
            }
        }
        print(
            "word error rate \(Double(wrong) / Double(total)), Whisper \(median(starts)) s over \(starts.count) words, "
                + "PocketSphinx \(median(aligned)) s over \(aligned.count) words")
        #expect(Double(wrong) <= 0.03 * Double(total))
        #expect(starts.count >= 60 && median(starts) <= 0.06)
        #expect(aligned.count >= 60 && median(aligned) <= 0.025)
    }
}
