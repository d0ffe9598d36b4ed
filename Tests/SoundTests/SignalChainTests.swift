import Film
import Loudness
import Testing

@testable import Sound

/// The parts of the chain, each against what theory says.
@Suite struct SignalChainTests {
    @Test(arguments: [16_000, 22_050, 24_000, 44_100, 96_000])
    func resamplingKeepsATone(_ rate: Int) throws {
        let tone = Signals.sine(1_000, seconds: 0.5, rate: rate, amplitude: 0.5)
        let output = Resampler(from: rate).resample(tone)
        #expect(abs(output.count - 24_000) <= 1)
        let wanted = Signals.sine(1_000, seconds: 0.5, rate: 48_000, amplitude: 0.5)
        let worst = (2_000..<22_000).map { abs(output[$0] - wanted[$0]) }.max() ?? 1
        #expect(worst < 0.000_5)
    }

    @Test func resamplingLeavesNoMirrorImage() throws {
        // 8 kHz at 24 kHz mirrors at 16 kHz; its energy there, by a Goertzel-like sum.
        let output = Resampler(from: 24_000).resample(Signals.sine(8_000, seconds: 0.3, rate: 24_000, amplitude: 0.5))
        #expect(Self.amplitude(of: 16_000, in: output[4_000..<10_000]) < 0.5 * 0.000_3)
        #expect(abs(Self.amplitude(of: 8_000, in: output[4_000..<10_000]) - 0.5) < 0.001)
    }

    @Test func highPassIsThreeDecibelsDownAtSeventyHertz() throws {
        for (hertz, gain) in [(70.0, 0.7071), (35, 0.2425), (300, 0.9985)] {
            var tone = Signals.sine(hertz, seconds: 2, rate: 24_000, amplitude: 1)
            HighPass(frequency: 70, sampleRate: 24_000).apply(to: &tone)
            #expect(abs(Self.amplitude(of: hertz, in: tone[24_000..<48_000]) - gain) < 0.003, "\(hertz) Hz")
        }
    }

    @Test func limiterKeepsTheTruePeakThatFFmpegMeasures() async throws {
        // 12 kHz at 45° has true peaks 3 dB above its samples; the bursts start without warning.
        var samples: [Float] = []
        for index in 0..<48_000 {
            let burst = index / 4_800 % 2 == 0 ? 1.2 : 0.1
            samples.append(Float(burst * Elementary.sin(.pi / 2 * Double(index) + .pi / 4)))
        }
        var limiter = Limiter()
        var output = StereoBlock()
        for start in stride(from: 0, to: samples.count, by: 480) {
            let hop = Array(samples[start..<start + 480])
            output.append(limiter.process(StereoBlock(left: hop, right: hop), ceiling: -2))
        }
        let judged = try await Judge.measure(output)
        #expect(judged.truePeak <= -1.8)
        #expect(judged.truePeak >= -3)
    }

    @Test func limiterLeavesQuietSoundAlone() throws {
        var limiter = Limiter()
        let tone = Signals.tone(997, seconds: 0.1, amplitude: 0.7)
        var output = StereoBlock()
        for start in stride(from: 0, to: tone.count, by: 480) {
            output.append(limiter.process(tone.dropFirst(start).prefix(480), ceiling: -2))
        }
        #expect(output.dropFirst(480) == tone.prefix(tone.count - 480))
    }

    @Test func loudnessMeterAgreesWithTheStandardsTone() throws {
        // EBU Tech 3341, case 1: a stereo 1 kHz sine at −23 dBFS reads −23 LUFS ± 0.1.
        let meter = try LoudnessMeter(channels: 2, sampleRate: 48_000)
        meter.add(Signals.tone(1_000, seconds: 5, amplitude: Elementary.pow(10, -23 / 20)).interleaved.span)
        #expect(abs((meter.integrated ?? 0) + 23) <= 0.1)
        #expect(abs((meter.momentary ?? 0) + 23) <= 0.1)
    }

    @Test func trackLoudnessAgreesWithFFmpeg() async throws {
        let song = Signals.song(bars: 3, outro: 2)
        let measured = try #require(try TrackLoudness.measure(ArrayMusic(song)).integrated())
        let judged = try await Judge.measure(song).integrated
        #expect(abs(measured - judged) <= 0.2)
    }

    @Test func silenceHasNoLoudness() throws {
        #expect(try LoudnessMeter(channels: 1, sampleRate: 24_000).integrated == nil)
        #expect(try TrackLoudness.measure(ArrayMusic(StereoBlock(silence: 48_000))).integrated() == nil)
        #expect(throws: FilmError.self) { try LoudnessMeter(channels: 7, sampleRate: 48_000) }
    }

    private static func amplitude(of hertz: Double, in samples: ArraySlice<Float>) -> Double {
        let rate = hertz < 5_000 ? 24_000.0 : 48_000.0
        var re = 0.0
        var im = 0.0
        for (index, sample) in samples.enumerated() {
            let angle = 2 * Double.pi * hertz * Double(index) / rate
            re += Double(sample) * Elementary.cos(angle)
            im += Double(sample) * Elementary.sin(angle)
        }
        return 2 * (re * re + im * im).squareRoot() / Double(samples.count)
    }
}
