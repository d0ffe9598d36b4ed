import Film
import Testing

@testable import Sound

@Suite struct LoopingMusicTests {
    @Test(arguments: [120.0, nil]) func goesRoundAtABarLineBeforeTheOutro(_ tempo: Double?) throws {
        let song = Signals.song(bars: 12, outro: 2)
        var search = LoopSearch(tempo: tempo)
        search.add(song)
        let seam = search.seam(length: song.count, earliest: song.count / 2)
        let bar = 96_000
        // The chords repeat after eight bars: only that lag sounds like going on.
        #expect(abs((seam.end - seam.start) - 8 * bar) <= ToneBank.hop)
        #expect(seam.end + seam.fade <= 12 * bar + bar / 4)
    }

    @Test func isContinuousOverManyRounds() throws {
        let music = LoopingMusic(ArrayMusic(Signals.song(bars: 12, outro: 2)), tempo: 120)
        var sound = StereoBlock()
        while sound.count < 48_000 * 34 { sound.append(try music.read(480)) }
        let levels = (0..<33).map { sound.level(Double($0), Double($0) + 1) }
        #expect((levels.max() ?? 0) - (levels.min() ?? -100) < 3)
        // Beats stay where they were: each beat's onset is at a whole half second of the song, round after round.
        let late = (0..<40).map { sound.level(4 + 0.5 * Double($0), 4.02 + 0.5 * Double($0)) }
        let early = (0..<40).map { sound.level(3.9 + 0.5 * Double($0), 3.98 + 0.5 * Double($0)) }
        #expect(zip(late, early).allSatisfy { $0 > $1 })
    }

    @Test(arguments: [1, 479, 4_800, 30_000]) func repeatsEvenScrapsOfSound(_ frames: Int) throws {
        let music = LoopingMusic(ArrayMusic(Signals.tone(441, seconds: 1).prefix(frames)), tempo: nil)
        for _ in 0..<300 {
            let count = try music.read(480).count
            #expect(count == 480)
        }
    }

    @Test func isSilentWhenTheTrackIsEmpty() throws {
        let music = LoopingMusic(ArrayMusic(StereoBlock()), tempo: nil)
        let block = try music.read(480)
        #expect(block == StereoBlock(silence: 480))
    }

    @Test func decodesAShortTrackOnce() throws {
        let base = ArrayMusic(Signals.tone(300, seconds: 2))
        let music = RememberedMusic(base)
        let first = try music.read(200_000)
        try music.rewind()
        let start = try music.read(50_000)
        #expect(start == first.prefix(50_000))
        let rest = try music.read(100_000)
        #expect(rest == first.dropFirst(50_000))
        #expect(base.rewinds == 0)
    }

    @Test func readsALongTrackAgain() throws {
        let base = ArrayMusic(Signals.tone(300, seconds: 2))
        let music = RememberedMusic(base, limit: 10_000)
        let first = try music.read(5_000)
        _ = try music.read(50_000)
        try music.rewind()
        #expect(base.rewinds == 1)
        let again = try music.read(5_000)
        #expect(again == first)
    }
}
