internal import Film

/// The narration in the mix: utterances wait as spoken and are prepared when their time comes.
struct SpeechLane {
    /// An utterance that has not begun to sound.
    private struct Waiting {
        let samples: [Float]
        let sampleRate: Int
        let start: Int
    }

    /// An utterance that sounds now.
    private struct Sounding {
        let samples: [Float]
        let start: Int
        let gain: Double
    }

    /// Seconds of speech whose loss in the limiter is found out beforehand; later the loudness meter has heard it.
    private static let rehearsed = 10.0

    private let chain = VoiceChain()
    private var heard = 0.0
    private var level = SpeechLevel()
    private var waiting: [Waiting] = []
    private var sounding: [Sounding] = []

    /// Frame at which the last utterance ends.
    private(set) var end = 0

    /// Adds an utterance that starts at a film frame, not before any added earlier.
    mutating func add(_ narration: Narration, at start: Int) {
        waiting.append(Waiting(samples: narration.samples, sampleRate: narration.sampleRate, start: start))
        end = max(end, start + narration.samples.count * SoundFormat.sampleRate / narration.sampleRate)
    }

    /// Mixes one hop in; `from` and `to` are the programme's dB at the hop's edges.
    mutating func mix(into hop: inout StereoBlock, at frame: Int, from: Double, to: Double) throws {
        while let next = waiting.first, next.start < frame + SoundFormat.hop {
            waiting.removeFirst()
            let prepared = try chain.prepare(next.samples, sampleRate: next.sampleRate)
            let seconds = Double(next.samples.count) / Double(next.sampleRate)
            var gain = level.gain(loudness: prepared.loudness, seconds: seconds, target: SoundFormat.targetLoudness)
            if heard < Self.rehearsed { gain += try LimiterLoss.makeUp(for: prepared.samples, gain: gain + from) }
            heard += seconds
            sounding.append(Sounding(samples: prepared.samples, start: next.start, gain: gain))
        }
        for voice in sounding {
            let first = Float(amplitude(voice.gain + from))
            let step = (Float(amplitude(voice.gain + to)) - first) / Float(SoundFormat.hop)
            let begin = max(0, voice.start - frame)
            let stop = min(SoundFormat.hop, voice.start + voice.samples.count - frame)
            guard begin < stop else { continue }
            for index in begin..<stop {
                let value = voice.samples[frame + index - voice.start] * (first + step * Float(index))
                hop.left[index] += value
                hop.right[index] += value
            }
        }
        sounding.removeAll { $0.start + $0.samples.count <= frame + SoundFormat.hop }
    }
}
