package import Film
internal import Loudness

/// Mixes narration and music into the film's one track, in order, while the film is still being made.
///
/// Feed it what becomes known (``append(_:at:)``, ``append(music:at:)``), say up to where everything is known
/// (``setKnown(until:)``, ``setEnd(_:)``), and pull. What comes out is stereo at 48 kHz, −14 LUFS over the whole film
/// and at most −2 dBTP before encoding; it is in time to the sample (the limiter's delay is taken out). The samples
/// depend on what was fed, never on when, nor on how much is pulled at a time.
///
/// A frame can be pulled once everything up to ``lookAhead`` after it is known: whether music may come up in a pause
/// is decided at the pause's first sample. Memory is flat in the film's length: music is read as it plays, narration
/// waits as it was given, so a caller feeds at most a few minutes ahead.
///
/// Belongs to one thread.
package final class FilmMixer {
    /// What the storyboard lets one expect; a wrong forecast costs a little precision in the first seconds.
    package struct Forecast: Sendable {
        /// Share of the film during which somebody speaks, 0...1; 0 for a film without a voice.
        package var speechShare: Double
        /// The film's length in seconds, if it can be told.
        package var seconds: Double?

        /// Makes a forecast; the default is a narrated film of unknown length.
        package init(speechShare: Double = 0.85, seconds: Double? = nil) {
            self.speechShare = speechShare.clamped(to: 0...1)
            self.seconds = seconds
        }
    }

    /// The answer to a pull.
    package enum Pull: Sendable, Equatable {
        /// The next frames, at least one.
        case block(StereoBlock)
        /// More must be known first.
        case needsInput
        /// The film's last frame has been pulled.
        case ended
    }

    /// Frames that must be known after the last one pulled: 1.55 s.
    package static let lookAhead = Ducking.pause + 5 * SoundFormat.hop
    /// Music under speech, in LU relative to it.
    private static let bed = -20.0
    /// Frames into a pause after which its music counts as carrying the film.
    private static let settled = SoundFormat.frames(2.5)
    /// Music after 8 s without a word, in LU relative to speech.
    private static let interlude = -1.5

    private let forecast: Forecast
    private let meter: LoudnessMeter
    private var steering: LoudnessSteering?
    private var speech = SpeechLane()
    private var ducking = Ducking()
    private var lanes: [MusicLane] = []
    private var limiter = Limiter()
    private var output = StereoQueue()
    private var known = 0
    private var end: Int?
    private var lastWord: Int?
    /// Film frame of the next hop to mix.
    private var mixed = 0
    private var pulled = 0
    private var carrying = 0.0
    /// Programme, and music, at the edge where the next hop begins, in dB and LUFS.
    private var edge: (programme: Double, music: Double)?

    /// Makes a mixer for one film.
    ///
    /// - Throws: A `FilmError` when memory is short.
    package init(forecast: Forecast = Forecast()) throws {
        self.forecast = forecast
        meter = try LoudnessMeter(channels: 2, sampleRate: SoundFormat.sampleRate)
    }

    /// Adds an utterance, whole: its edges are faded and its level is set as one.
    ///
    /// - Parameters:
    ///   - narration: Mono at 4 to 384 kHz. Its word times move the music; without any, all of it counts as speech.
    ///   - start: Film frame (48 kHz) of its first sample; not before what was said to be known.
    /// - Throws: A `FilmError` when it comes too late or its rate is impossible.
    package func append(_ narration: Narration, at start: Int) throws {
        try check(start, "Narration")
        guard (4_000...384_000).contains(narration.sampleRate) else {
            throw FilmError(.internalFault, "Narration at \(narration.sampleRate) Hz cannot be mixed.")
        }
        guard !narration.samples.isEmpty else { return }
        speech.add(narration, at: start)
        let frame = { (sample: Int) in start + sample * SoundFormat.sampleRate / narration.sampleRate }
        let words = narration.words.filter { $0.end > $0.start }
        if words.isEmpty { ducking.add(start: start, end: frame(narration.samples.count)) }
        for word in words { ducking.add(start: frame(word.start), end: frame(word.end)) }
        lastWord = max(lastWord ?? 0, frame(words.last?.end ?? narration.samples.count))
    }

    /// Changes the music, or ends it with `nil`: the old fades from 1.2 s before to 0.3 s after, the new enters on time.
    ///
    /// - Parameters:
    ///   - music: The track; its source stands at its start.
    ///   - frame: Film frame, rounded to 10 ms; 0 for the film's first music.
    /// - Throws: A `FilmError` when it comes too late.
    package func append(music: MusicTrack?, at frame: Int) throws {
        try check(frame, "Music")
        let start = (frame + SoundFormat.hop / 2) / SoundFormat.hop * SoundFormat.hop
        lanes.last.map { $0.change = $0.change ?? start }
        guard let music else { return }
        lanes.append(MusicLane(music, start: start, seconds: start == 0 ? forecast.seconds : nil))
    }

    /// Says that everything before this film frame has been fed.
    package func setKnown(until frame: Int) { known = max(known, frame) }

    /// Says where the film ends and that everything has been fed.
    package func setEnd(_ frame: Int) {
        end = max(frame, pulled)
        known = .max
    }

    /// The next frames of the film.
    ///
    /// - Parameter maxFrames: The most frames wanted, at least 1; fewer come only when fewer are ready.
    /// - Returns: The frames, or why there are none now.
    /// - Throws: A `FilmError` when music cannot be read.
    package func pull(_ maxFrames: Int) throws -> Pull {
        let wanted = min(maxFrames, (end ?? .max) - pulled)
        guard wanted > 0 else { return .ended }
        while output.count < wanted, known >= Self.lookAhead, mixed <= known - Self.lookAhead + 2 * SoundFormat.hop {
            try mixHop()
        }
        guard output.count > 0 else { return .needsInput }
        var block = output.take(wanted)
        if let end { fadeOut(&block, end: end) }
        pulled += block.count
        return .block(block)
    }

    private func check(_ frame: Int, _ what: String) throws {
        guard frame >= known, end == nil else {
            throw FilmError(.internalFault, "\(what) for frame \(frame) came when \(known) frames were settled.")
        }
    }

    private func mixHop() throws {
        var steering =
            self.steering
            ?? LoudnessSteering(
                speechShare: forecast.speechShare, seconds: forecast.seconds, hasMusic: !lanes.isEmpty)
        let next = mixed + SoundFormat.hop
        var hop = StereoBlock(silence: SoundFormat.hop)
        let from = edge ?? (steering.programme, level(at: 0, steering).music)
        let (music, opening) = level(at: next, steering)
        let to = (programme: from.programme + (steering.programme - from.programme) / 100, music: music)
        let base = SoundFormat.targetLoudness
        for lane in lanes where lane.hasBegun(at: mixed) {
            try lane.mix(
                into: &hop, at: mixed, from: base + from.programme + from.music,
                to: base + to.programme + to.music, fade: musicFade)
        }
        lanes.removeAll { $0.isOver(at: next) }
        try speech.mix(into: &hop, at: mixed, from: from.programme, to: to.programme)
        if mixed < Self.fadeIn { fadeIn(&hop) }
        let isMusic = opening.amount > 0.5 && !lanes.isEmpty
        let ready = limiter.process(hop, ceiling: isMusic ? SoundFormat.musicCeiling : SoundFormat.speechCeiling)
        if mixed > 0 { send(ready) }
        if opening.isSpeech || opening.amount == 1 && opening.since >= Self.settled && !lanes.isEmpty {
            carrying += 0.01
        }
        mixed = next
        edge = to
        if mixed % SoundFormat.frames(LoudnessSteering.interval) == 0 {
            steering.observe(integrated: meter.integrated, carrying: carrying)
            carrying = 0
        }
        self.steering = steering
    }

    /// The music's level relative to speech at a frame, and why.
    private func level(at frame: Int, _ steering: LoudnessSteering) -> (music: Double, opening: Ducking.Opening) {
        let pause = steering.pauseLevel
        let opening = ducking.opening(at: frame, filmEnd: end, depth: pause - Self.bed)
        let waited = Double(opening.since) / Double(SoundFormat.sampleRate)
        // A short pause never opens further than −9 LU: coming and going by more would be heard as pumping.
        let short = min(pause, LoudnessSteering.shortPause)
        let settled = short + (pause - short) * smoothStep((waited - 0.7) / 1.5)
        let open = settled + max(0, Self.interlude - settled) * smoothStep((waited - 3) / 5)
        return (Self.bed + (open - Self.bed) * opening.amount, opening)
    }

    private func send(_ block: StereoBlock) {
        output.append(block)
        let interleaved = block.interleaved
        meter.add(interleaved.span)
    }
}

extension FilmMixer {
    /// The film fades in over 30 ms, so that nothing is lost with the encoder's first packet.
    private static let fadeIn = SoundFormat.frames(0.03)
    private static let fadeOut = SoundFormat.frames(0.01)

    private func fadeIn(_ hop: inout StereoBlock) {
        for index in 0..<hop.count {
            let gain = Float(smoothStep(Double(mixed + index) / Double(Self.fadeIn)))
            hop.left[index] *= gain
            hop.right[index] *= gain
        }
    }

    /// Closes the last 10 ms, whatever still sounds there.
    private func fadeOut(_ block: inout StereoBlock, end: Int) {
        for index in max(0, end - Self.fadeOut - pulled)..<max(block.count, end - Self.fadeOut - pulled)
        where index < block.count {
            let gain = Float(smoothStep(Double(end - pulled - index) / Double(Self.fadeOut)))
            block.left[index] *= gain
            block.right[index] *= gain
        }
    }

    /// The music's fade at the film's end: 0.9 s after a last word shortly before, else 1.5 s; a quarter of short films.
    private func musicFade(at frame: Int) -> Double {
        guard let end else { return 1 }
        let isNear = lastWord.map { end - $0 < SoundFormat.frames(3) } ?? false
        let length = min(SoundFormat.frames(isNear ? 0.9 : 1.5), end / 4)
        return length > 0 ? smoothStep(Double(end - frame) / Double(length)) : 1
    }
}
