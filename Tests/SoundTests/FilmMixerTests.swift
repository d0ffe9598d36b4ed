import Film
import Testing

@testable import Sound

@Suite struct FilmMixerTests {
    /// Mixed once, to compare with.
    private static let whole = Result { try film().run() }

    private static func film() throws -> Mixdown {
        Mixdown(
            events: [
                .music(0, try ArrayMusic.track(Signals.song(bars: 2, outro: 1), tempo: 120)),
                .narration(0.5, Signals.narration(Signals.babble(seconds: 1))),
                .narration(1.8, Signals.narration(Signals.babble(seconds: 0.8, seed: 2))),
                .music(3, try ArrayMusic.track(Signals.tone(300, seconds: 1))),
            ], seconds: 3.503)
    }

    @Test(arguments: [1, 333, 7000]) func givesTheSameSamplesInBlocksOfAnySize(_ block: Int) throws {
        var pieces = try Self.film()
        pieces.block = block
        let mix = try pieces.run()
        let whole = try Self.whole.get()
        #expect(mix == whole)
    }

    @Test func givesTheSameSamplesHoweverEarlyItIsFed() throws {
        var early = try Self.film()
        early.isFedAtOnce = true
        let mix = try early.run()
        let whole = try Self.whole.get()
        #expect(mix == whole)
    }

    @Test func givesExactlyTheFilmsLength() throws {
        let count = try Self.whole.get().count
        #expect(count == 168_144)
    }

    @Test func givesTheFirstSecondOnceAFirstSceneOfThreeSecondsIsKnown() throws {
        let mixer = try FilmMixer()
        try mixer.append(Signals.narration(Signals.babble(seconds: 2)), at: 24_000)
        mixer.setKnown(until: 3 * 48_000)
        var frames = 0
        while case .block(let block) = try mixer.pull(1024) { frames += block.count }
        #expect(frames >= 48_000)
        let next = try mixer.pull(1)
        #expect(next == .needsInput)
    }

    @Test(arguments: [22_050, 24_000, 48_000]) func keepsSpeechInTimeToTheSample(_ rate: Int) throws {
        // A click a quarter second into an utterance that starts at 0.7 s.
        var samples = [Float](repeating: 0, count: rate)
        samples[rate / 4] = 0.8
        let mix = try Mixdown(events: [.narration(0.7, Signals.narration(samples, rate: rate))], seconds: 2).run()
        let loudest = mix.left.indices.max { abs(mix.left[$0]) < abs(mix.left[$1]) } ?? 0
        let expected = SoundFormat.frames(0.7) + Int((Double(rate / 4) / Double(rate) * 48_000).rounded())
        #expect(abs(loudest - expected) <= 1)
    }

    @Test func refusesWhatComesTooLate() throws {
        let mixer = try FilmMixer()
        mixer.setKnown(until: 96_000)
        #expect(throws: FilmError.self) { try mixer.append(Signals.narration([0, 1, 0]), at: 95_999) }
        #expect(throws: FilmError.self) { try mixer.append(music: nil, at: 0) }
    }

    @Test func survivesNarrationThatIsNoNumber() throws {
        let broken = [Float.nan, .infinity, -.infinity] + Signals.babble(seconds: 0.5)
        let mix = try Mixdown(events: [.narration(0.1, Signals.narration(broken))], seconds: 1).run()
        #expect(mix.left.allSatisfy { $0.isFinite && abs($0) <= 0.8 })
    }

    @Test func joinsUtterancesWithoutAClick() throws {
        // Tones cut off at their crest and set end to end: a bare join would burst above 4 kHz.
        let tone = Signals.sine(200, seconds: 0.50125, rate: 24_000, amplitude: 0.3)
        let film = Mixdown(
            events: [.narration(0.2, Signals.narration(tone)), .narration(0.70125, Signals.narration(tone))],
            seconds: 1.6)
        let left = try film.run().left
        // The third difference weighs high frequencies; a 200 Hz tone has nearly none.
        var worst: Float = 0
        for index in 3..<left.count {
            let inner = left[index - 2] - left[index - 1]
            worst = max(worst, abs(left[index] - left[index - 3] + 3 * inner))
        }
        #expect(worst < 0.002)
    }
}
