import Film
import Rendering
import Testing

@Suite struct PassageTimingTests {
    private static func narration(words: [String], each: Int = 2400, rate: Int = 24_000) -> Narration {
        let timed = words.enumerated().map { index, word in
            TimedWord(text: word, index: index, start: index * each, end: index * each + each - 400)
        }
        return Narration(
            sampleRate: rate, samples: [Float](repeating: 0, count: words.count * each), words: timed, phonemes: [])
    }

    private static func board(_ scenes: [Scene]) -> Storyboard {
        Storyboard(title: "T", brief: Brief(source: .prompt("x")), scenes: scenes)
    }

    @Test func cutsJustBeforeTheNextWordInsideASentence() throws {
        let scenes = [
            Scene(id: "a", narration: "One two three four", continuesInNext: true),
            Scene(id: "b", narration: "five six seven eight."),
        ]
        let passages = Passage.passages(of: Self.board(scenes))
        let passage = try #require(passages.first)
        #expect(passages.count == 1)
        #expect(passage.sentences == ["One two three four five six seven eight."])
        let words = passage.sentences[0].split(separator: " ").map(String.init)
        let timing = PassageTiming(
            passage, narrations: [Self.narration(words: words, each: 9600)], frameRate: FrameRate(30), opens: false)
        // "five" starts at 80 ms + 4 × 400 ms; the cut is 40...120 ms earlier, on a frame.
        let cut = Double(timing.frames[0]) / 30
        #expect((0.04...0.12).contains(1.68 - cut))
        #expect(timing.words[4].text == "five")
    }

    @Test(arguments: FrameRate.offered) func keepsWordsInTheirScenesAtEveryRate(rate: Int) throws {
        let frameRate = FrameRate(rate)
        let scenes = (0..<6).map { index in
            Scene(id: "s\(index)", narration: "Alpha beta\(index) gamma.", pauseAfter: 320)
        }
        let passages = Passage.passages(of: Self.board(scenes))
        #expect(passages.count == 6)
        for (index, passage) in passages.enumerated() {
            let timing = PassageTiming(
                passage, narrations: [Self.narration(words: ["Alpha", "beta", "gamma."], each: 7000 + index * 37)],
                frameRate: frameRate, opens: index == 0)
            let end = frameRate.samples(before: timing.totalFrames, sampleRate: PassageTiming.sampleRate)
            #expect(timing.words.allSatisfy { $0.start >= 0 && $0.end <= end })
            let silence = Double(end - (timing.words.last?.end ?? 0)) / 48_000
            #expect((0.2...0.36).contains(silence))
        }
    }

    @Test func holdsASilentSceneForItsLength() throws {
        let passage = try #require(Passage.passages(of: Self.board([Scene(id: "a", minimumDuration: 3000)])).first)
        let timing = PassageTiming(passage, narrations: [], frameRate: FrameRate(25), opens: true)
        #expect(timing.frames == [75])
    }

    @Test func showsTheWordsOfAFilmWithoutAVoice() throws {
        var film = Self.board([Scene(id: "a", narration: "Read these five words now.", minimumDuration: 3000)])
        film.voice = nil
        let passage = try #require(Passage.passages(of: film).first)
        #expect(passage.sentences.isEmpty)
        let timing = PassageTiming(passage, narrations: [], frameRate: FrameRate(30), opens: true)
        #expect(timing.words.map(\.text) == ["Read", "these", "five", "words", "now."])
        #expect(timing.words.allSatisfy { $0.start < $0.end && $0.end <= 3 * 48_000 })
    }
}
