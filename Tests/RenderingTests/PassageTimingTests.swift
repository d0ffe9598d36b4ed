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

    @Test func hearsScenesOfOneStretchOfARecordingAsOneUtterance() {
        func scene(_ id: String, _ start: Int?, _ end: Int?, file: String = "me.wav") -> Scene {
            Scene(
                id: id, narration: "Words of \(id). And more.", continuesInNext: true,
                recording: start.map { Recording(file: file, start: $0, end: end) })
        }
        let scenes = [
            scene("a", 0, 900), scene("b", 900, 2000), scene("c", 2100, 3000),
            scene("d", 3000, 4000, file: "other.wav"),
            scene("e", nil, nil), scene("f", nil, nil), scene("g", 0, nil),
        ]
        let passages = Passage.passages(of: Self.board(scenes))
        #expect(passages.map(\.firstScene) == [0, 2, 3, 4, 6])
        #expect(passages[0].recording == Recording(file: "me.wav", start: 0, end: 2000))
        // A person's own pauses stay: all that is said is one utterance.
        #expect(passages[0].sentences == ["Words of a. And more. Words of b. And more."])
        #expect(passages[3].recording == nil && passages[3].sentences.count == 4)
        #expect(passages[4].recording == Recording(file: "me.wav"))
        var silent = Self.board(scenes)
        silent.voice = nil
        #expect(Passage.passages(of: silent).map { $0.sentences.isEmpty } == [false, false, false, true, true, false])
    }

    @Test func addsNoSilenceOfItsOwnToARecording() throws {
        var scene = Scene(id: "a", narration: "one two", pauseAfter: 0, recording: Recording(file: "me.wav", end: 1000))
        let narration = Self.narration(words: ["one", "two"], each: 12_000)
        func frames(_ scene: Scene, opens: Bool) throws -> [Int] {
            let passage = try #require(Passage.passages(of: Self.board([scene])).first)
            return PassageTiming(passage, narrations: [narration], frameRate: FrameRate(50), opens: opens).frames
        }
        #expect(try frames(scene, opens: false) == [50])
        #expect(try frames(scene, opens: true) == [66])
        scene.pauseAfter = 500
        #expect(try frames(scene, opens: false) == [75])
        scene.recording = nil
        #expect(try frames(scene, opens: false) == [75])
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
