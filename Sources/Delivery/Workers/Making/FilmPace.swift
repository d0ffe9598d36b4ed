import Films

/// How far a film is and how long it will still take, from its own rate and, before that tells, from the estimate.
struct FilmPace {
    /// The share of a film's work that speech is, and closing it.
    private static let speechShare = 0.05
    private static let closingShare = 0.05

    private let now: FilmClock
    private let submitted: Int64
    private let expected: Double?
    private let began: Int64
    private var value = ProgressReport()
    private var drawn: [Int: Double] = [:]
    private var spoken = 0.0
    private var isClosing = false
    /// Time and share of the work when the first scene that was not there before began: what is reused is no pace.
    private var rateStart: (time: Int64, fraction: Double)?

    /// Begins.
    ///
    /// - Parameters:
    ///   - submitted: When the film was accepted, in milliseconds since 1970.
    ///   - expected: Seconds that it is estimated to take.
    ///   - now: The time, in milliseconds since 1970.
    init(submitted: Int64, expected: Double?, now: @escaping FilmClock) {
        self.submitted = submitted
        self.expected = expected
        self.now = now
        began = now()
    }

    mutating func begin(scenes: Int) { value.scenesTotal = scenes }

    mutating func speak(_ done: Int, of total: Int) { spoken = Double(done) / Double(max(total, 1)) }

    mutating func draw(scene: Int, done: Int, of total: Int) {
        if rateStart == nil { rateStart = (now(), fraction) }
        drawn[scene] = Double(done) / Double(max(total, 1))
    }

    mutating func finish(scene: Int, reused: Bool) {
        drawn[scene] = nil
        value.scenesDone += 1
        if reused { value.scenesReused += 1 }
    }

    /// Somebody can watch; gives the seconds since submission.
    mutating func play() -> Double {
        let seconds = Double(now() - submitted) / 1000
        value.playableAfter = seconds
        return seconds
    }

    mutating func close() { isClosing = true }

    /// Everything as a report.
    func report() -> ProgressReport {
        var report = value
        report.fraction = fraction
        report.secondsLeft = secondsLeft
        return report
    }

    private var fraction: Double {
        guard value.scenesTotal > 0 else { return 0 }
        let scenes = min(
            (Double(value.scenesDone) + drawn.values.reduce(0, +)) / Double(value.scenesTotal), 1)
        let open = Self.speechShare * spoken + (1 - Self.speechShare - Self.closingShare) * scenes
        return isClosing ? max(open, 1 - Self.closingShare) : min(open, 1 - Self.closingShare)
    }

    private var secondsLeft: Double? {
        if let rateStart {
            let gained = fraction - rateStart.fraction
            let spent = Double(now() - rateStart.time) / 1000
            if gained > 0.02, spent > 0.3 { return (1 - fraction) * spent / gained }
        }
        return expected.map { max($0 - Double(now() - began) / 1000, $0 * (1 - fraction)) }
    }
}
