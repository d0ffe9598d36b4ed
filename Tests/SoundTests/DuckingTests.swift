import Film
import Testing

@testable import Sound

/// The music's level around words of known time.
///
/// The words are silent: what is heard is the music alone.
@Suite struct DuckingTests {
    /// Mixed once: it serves every test.
    private static let film = Result { try mixed() }

    private func mix() throws -> StereoBlock { try Self.film.get() }

    /// A steady tone under two stretches of speech, 4–6 s (with a pause of 1.2 s in it) and 10–11 s.
    private static func mixed() throws -> StereoBlock {
        let music = try ArrayMusic.track(Signals.tone(997, seconds: 30))
        let silence = [Float](repeating: 0, count: 24_000 * 2)
        return try Mixdown(
            events: [
                .music(0, music),
                .narration(4, Signals.narration(silence, words: [0...0.4, 1.6...2])),
                .narration(10, Signals.narration(silence, words: [0...1])),
            ], seconds: 16, speechShare: 0.95
        ).run()
    }

    @Test func isTwentyUnderSpeechAndNineInPauses() throws {
        let mix = try mix()
        let speech = mix.level(4.1, 5.9)
        #expect(abs(mix.level(7, 7.4) - speech - 11) < 1)
    }

    @Test func isDownBeforeTheWordSounds() throws {
        let mix = try mix()
        #expect(mix.level(3.5, 3.7) - mix.level(3.9, 3.92) > 8)
        #expect(mix.level(9.5, 9.7) - mix.level(9.9, 9.92) > 8)
    }

    @Test func staysDownInAShortPause() throws {
        let mix = try mix()
        #expect(abs(mix.level(4.6, 5.4) - mix.level(4.1, 4.4)) < 0.5)
    }

    @Test func comesUpWithin600Milliseconds() throws {
        let mix = try mix()
        #expect(mix.level(6.62, 6.72) - mix.level(5.8, 5.98) > 10)
        #expect(mix.level(6.05, 6.1) - mix.level(5.8, 5.98) < 3)
    }

    @Test func growsTowardsSpeechLevelInALongInterlude() throws {
        let silence = [Float](repeating: 0, count: 24_000)
        let mix = try Mixdown(
            events: [
                .music(0, try ArrayMusic.track(Signals.tone(997, seconds: 30))),
                .narration(1, Signals.narration(silence, words: [0...1])),
            ], seconds: 14, speechShare: 0.95
        ).run()
        #expect(mix.level(10.5, 11.5) - mix.level(4, 4.5) > 5)
    }

    @Test func fadesToNothingAtTheEnd() throws {
        let mix = try mix()
        #expect(mix.level(15.95, 16) < mix.level(14, 14.4) - 20)
        #expect(mix.left.last.map { abs($0) < 0.001 } == true)
    }

    @Test func beginsFromNearSilence() throws {
        let mix = try mix()
        #expect(mix.left.prefix(240).allSatisfy { abs($0) < 0.02 })
        #expect(mix.left.first == 0)
    }
}
