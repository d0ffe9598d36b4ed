import Film
import Testing

@testable import Sound

/// Films of every kind are as loud as they should be, judged by FFmpeg before and after AAC.
@Suite struct FilmLoudnessTests {
    /// A kind of film.
    enum Kind: String, CaseIterable, CustomTestStringConvertible {
        case voiceOnly = "a voice alone"
        case oneSentence = "one sentence"
        case musicOnly = "music alone"
        case threeSeconds = "three seconds of music"
        case both = "a voice over music"
        case longPauses = "a voice over music with long pauses"
        case twoNarrators = "a loud and a very quiet narrator"
        case quietMusic = "music recorded 40 dB too quietly"
        case clippedMusic = "clipped music"

        var testDescription: String { rawValue }
    }

    @Test(arguments: Kind.allCases)
    func isMinus14AndKeepsItsPeaks(_ kind: Kind) async throws {
        let mix = try Self.film(kind).run()
        for afterAAC in [false, true] {
            let judged = try await Judge.measure(mix, afterAAC: afterAAC)
            #expect(abs(judged.integrated + 14) <= 1, "\(kind.rawValue), after AAC: \(afterAAC)")
            #expect(judged.truePeak <= -1, "\(kind.rawValue), after AAC: \(afterAAC)")
        }
    }

    @Test func isMinus14WithARealVoice() async throws {
        let first = Signals.narration(
            try await Raw.espeak("Every morning three boats leave the harbour."), rate: 22_050)
        let second = Signals.narration(try await Raw.espeak("And yet they go out."), rate: 22_050)
        let film = Mixdown(events: [.narration(0.4, first), .narration(3.6, second)], seconds: 6.5)
        let judged = try await Judge.measure(film.run(), afterAAC: true)
        #expect(abs(judged.integrated + 14) <= 1)
        #expect(judged.truePeak <= -1)
    }

    @Test func isDigitalSilenceWithoutVoiceAndMusic() throws {
        let mix = try Mixdown(events: [], seconds: 1.234, speechShare: 0).run()
        #expect(mix == StereoBlock(silence: SoundFormat.frames(1.234)))
    }

    private static func film(_ kind: Kind) throws -> Mixdown {
        let song = Signals.song(bars: 4, outro: 1)
        func speech(_ second: Double, _ seconds: Double, level: Double = 0.3) -> Mixdown.Event {
            .narration(
                second, Signals.narration(Signals.babble(seconds: seconds, level: level), words: [0...seconds]))
        }
        switch kind {
        case .voiceOnly: return Mixdown(events: [speech(0.4, 4), speech(4.8, 3), speech(8.2, 2)], seconds: 11)
        case .oneSentence: return Mixdown(events: [speech(0.3, 1.5)], seconds: 2.5)
        case .musicOnly: return Mixdown(events: [.music(0, try ArrayMusic.track(song))], seconds: 14, speechShare: 0)
        case .threeSeconds: return Mixdown(events: [.music(0, try ArrayMusic.track(song))], seconds: 3, speechShare: 0)
        case .both:
            return Mixdown(
                events: [.music(0, try ArrayMusic.track(song)), speech(0.6, 4), speech(5, 5)], seconds: 11.5,
                speechShare: 0.78)
        case .longPauses:
            return Mixdown(
                events: [.music(0, try ArrayMusic.track(song)), speech(3, 2), speech(9, 2)], seconds: 14,
                speechShare: 0.28)
        case .twoNarrators:
            return Mixdown(events: [speech(0.3, 3, level: 0.5), speech(3.6, 3, level: 0.02)], seconds: 7.5)
        case .quietMusic:
            let quiet = StereoBlock(left: song.left.map { $0 * 0.01 }, right: song.right.map { $0 * 0.01 })
            return Mixdown(events: [.music(0, try ArrayMusic.track(quiet))], seconds: 8, speechShare: 0)
        case .clippedMusic:
            let clip = song.left.map { max(-1, min(1, $0 * 20)) }
            let track = try ArrayMusic.track(StereoBlock(left: clip, right: clip))
            return Mixdown(events: [.music(0, track)], seconds: 8, speechShare: 0)
        }
    }
}
