/// How far the music may come up at a moment, from the times of the words.
///
/// Speech closes it; a pause of more than 1.5 s opens it over 600 ms. It closes again over 150 ms and is closed 90 ms
/// before the word, so that the first consonant stands clear. Both slopes are raised cosines in decibels. A pause's
/// beginning is judged when the next 1.5 s are known, never from a level, so it cannot pump.
struct Ducking {
    /// Shortest pause, in frames, in which the music comes up.
    static let pause = SoundFormat.frames(1.5)
    private static let rise = SoundFormat.frames(0.6)
    private static let fall = SoundFormat.frames(0.15)
    private static let clearance = SoundFormat.frames(0.09)
    private static let prelude = SoundFormat.frames(3)
    /// Room at the film's end that is worth coming up for.
    private static let farewell = SoundFormat.frames(0.9)

    /// A stretch of speech without a long pause.
    private struct Stretch {
        var start: Int
        var end: Int
    }

    /// Stretches in order, those long past removed.
    private var stretches: [Stretch] = []

    /// Adds a word's time in film frames; words come in order.
    mutating func add(start: Int, end: Int) {
        guard end > start else { return }
        if let last = stretches.indices.last, start - stretches[last].end <= Self.pause {
            stretches[last].end = max(stretches[last].end, end)
        } else {
            stretches.append(Stretch(start: start, end: end))
        }
    }

    /// What the music may do at a moment.
    struct Opening {
        /// 0 under speech, 1 when fully open.
        var amount: Double
        /// Frames since the last word ended; the film begins as if it had ended 3 s before.
        var since: Int
        /// True between a stretch's first and last word.
        var isSpeech: Bool
    }

    /// The opening at a frame; frames are asked for in order.
    ///
    /// - Parameters:
    ///   - frame: A frame whose next 1.5 s are known.
    ///   - filmEnd: The film's end if it is known.
    ///   - depth: How far it has to fall before the next word, in dB; a long way takes longer.
    /// - Returns: How far the music is open there.
    mutating func opening(at frame: Int, filmEnd: Int?, depth: Double) -> Opening {
        while stretches.count > 1, stretches[1].start <= frame { stretches.removeFirst() }
        let past = stretches.first.flatMap { $0.start <= frame ? $0 : nil }
        let next = past == nil ? stretches.first : stretches.dropFirst().first
        if let past, frame < past.end { return Opening(amount: 0, since: 0, isSpeech: true) }
        var opening = Opening(amount: 1, since: frame - (past?.end ?? -Self.prelude), isSpeech: false)
        if let past {
            let staysDown = next == nil && filmEnd.map { $0 - past.end < Self.farewell } ?? false
            opening.amount = staysDown ? 0 : smoothStep(Double(frame - past.end) / Double(Self.rise))
        }
        if let next {
            let length = Double(Self.fall) * (depth / 11).clamped(to: 1...2)
            opening.amount = min(opening.amount, smoothStep(Double(next.start - Self.clearance - frame) / length))
        }
        return opening
    }
}
