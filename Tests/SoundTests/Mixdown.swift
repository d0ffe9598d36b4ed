import Film
import Loudness

@testable import Sound

/// A film's sound as a list, and the mixing of it.
struct Mixdown {
    /// Something that happens at a second of the film.
    enum Event {
        case narration(Double, Narration)
        case music(Double, MusicTrack?)

        var second: Double {
            switch self {
            case .narration(let second, _): second
            case .music(let second, _): second
            }
        }
    }

    var events: [Event]
    var seconds: Double
    var speechShare = 0.85
    /// Frames pulled at a time.
    var block = 1024
    /// True to feed everything before the first pull.
    var isFedAtOnce = false

    /// Mixes the film.
    func run() throws -> StereoBlock {
        let mixer = try FilmMixer(forecast: .init(speechShare: speechShare, seconds: seconds))
        var waiting = events[...]
        var output = StereoBlock()
        if isFedAtOnce {
            while let event = waiting.popFirst() { try feed(event, to: mixer) }
            mixer.setEnd(SoundFormat.frames(seconds))
        }
        while true {
            switch try mixer.pull(block) {
            case .block(let block): output.append(block)
            case .ended: return output
            case .needsInput:
                if let event = waiting.popFirst() {
                    mixer.setKnown(until: SoundFormat.frames(event.second))
                    try feed(event, to: mixer)
                } else {
                    mixer.setEnd(SoundFormat.frames(seconds))
                }
            }
        }
    }

    private func feed(_ event: Event, to mixer: FilmMixer) throws {
        switch event {
        case .narration(let second, let narration): try mixer.append(narration, at: SoundFormat.frames(second))
        case .music(let second, let track): try mixer.append(music: track, at: SoundFormat.frames(second))
        }
    }
}

extension StereoBlock {
    /// Level of the left side in dB full scale (RMS) between two seconds.
    func level(_ from: Double, _ to: Double) -> Double {
        let part = left[SoundFormat.frames(from)..<min(SoundFormat.frames(to), count)]
        let power = part.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(part.count)
        return 10 * Elementary.log10(power + 1e-12)
    }
}
