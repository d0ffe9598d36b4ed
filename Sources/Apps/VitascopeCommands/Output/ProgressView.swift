internal import Film
internal import Rendering
internal import Synchronization

/// Shows ``RenderEvent``s to a person (one line that rewrites itself) or to a machine (JSON lines).
final class ProgressView: Sendable {
    private struct State {
        var title = ""
        var total = 0
        var done = 0
        var reused = 0
        var spoken = 0
        var sentences = 0
        var framesDone: [Int: Double] = [:]
        var notices: [String] = []
        var playlist: String?
        var finishing = false
        var lastDraw = ContinuousClock.now - .seconds(1)
        var drawn = false
        var rateStart: (instant: ContinuousClock.Instant, fraction: Double)?
    }

    private let mode: ProgressMode
    private let live: Bool
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    /// Makes a view; `auto` is live only when standard error is a terminal.
    init(_ mode: ProgressMode) {
        self.mode = mode
        live = mode == .auto && Terminal.errorIsTerminal
    }

    /// Shows what the person should know but that stops nothing.
    var notice: Notice { { self.show(.notice($0)) } }

    /// Takes the line away; what is shown later brings it back.
    func close() {
        if live { state.withLock { clear(&$0) } }
    }

    /// Takes one event in.
    func show(_ event: RenderEvent) {
        switch mode {
        case .none: return
        case .json: Terminal.error(EventLine.json(event) + "\n")
        case .auto: state.withLock { update(&$0, event) }
        }
    }

    private func update(_ state: inout State, _ event: RenderEvent) {
        var urgent = true
        switch event {
        case .planned(let title, let scenes): (state.title, state.total) = (title, scenes)
        case .notice(let text):
            clear(&state)
            Terminal.error("note: \(text)\n")
        case .spoken(let done, let total):
            (state.spoken, state.sentences) = (done, total)
            urgent = false
        case .frames(let scene, let done, let total):
            state.framesDone[scene] = Double(done) / Double(max(total, 1))
            urgent = false
        case .scene(let index, _, let done, _, let reused):
            state.framesDone[index] = nil
            state.done = done
            if reused { state.reused += 1 }
        case .playable(let playlist, _):
            state.playlist = playlist
            if live {
                clear(&state)
                Terminal.error("watch it now: \(Terminal.bold(playlist))\n")
            }
        case .finishing: state.finishing = true
        case .finished(let summary):
            clear(&state)
            if live { Terminal.error(Self.sentence(summary) + "\n") }
        }
        guard live else { return }
        if case .finished = event { return }
        let now = ContinuousClock.now
        if urgent || now - state.lastDraw > .milliseconds(100) {
            state.lastDraw = now
            draw(&state)
        }
    }

    private func draw(_ state: inout State) {
        let fraction = min(
            (Double(state.done) + state.framesDone.values.reduce(0, +)) / Double(max(state.total, 1)), 1)
        let stage =
            state.finishing
            ? "closing the film" : state.done + state.framesDone.count == 0 ? "speaking" : "drawing and encoding"
        var parts = ["scene \(min(state.done + 1, state.total)) of \(state.total)", stage]
        if let left = remaining(&state, fraction) { parts.append("\(Self.clock(left)) left") }
        let percent = "\(Int(fraction * 100))".leftPadded(to: 3)
        let line = "\(Self.bar(fraction, width: 24)) \(percent) %  " + parts.joined(separator: " · ")
        Terminal.error("\r\u{1B}[2K" + String(line.prefix(Terminal.width - 1)))
        state.drawn = true
    }

    /// Seconds left, from the pace since the first scene's frames: what was reused does not count as pace.
    private func remaining(_ state: inout State, _ fraction: Double) -> Double? {
        guard fraction > 0, fraction < 1 else { return nil }
        guard let start = state.rateStart else {
            state.rateStart = (.now, fraction)
            return nil
        }
        let gained = fraction - start.fraction
        let spent = (ContinuousClock.now - start.instant).seconds
        return gained > 0.01 && spent > 0.5 ? (1 - fraction) * spent / gained : nil
    }

    private func clear(_ state: inout State) {
        if state.drawn { Terminal.error("\r\u{1B}[2K") }
        state.drawn = false
    }

    /// What the film is and what it took, in a line.
    static func sentence(_ summary: RenderSummary) -> String {
        let reused = summary.reused > 0 ? ", \(summary.reused) kept from before" : ""
        return "\(clock(summary.seconds)) of film in \(clock(summary.wall)): \(summary.scenes) scenes\(reused), "
            + "playable after \(summary.firstPlayable.rounded(places: 1)) s, \(summary.cpu.rounded(places: 1)) s of processor time, "
            + "\(ByteText.text(summary.peakMemory)) of memory"
    }

    static func bar(_ fraction: Double, width: Int) -> String {
        let eighths = Int((fraction * Double(width * 8)).rounded(.down))
        let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let full = String(repeating: "█", count: eighths / 8) + partial
        return full + String(repeating: "·", count: max(width - full.count, 0))
    }

    static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        let rest = "\(whole % 60)"
        return "\(whole / 60):\(rest.count < 2 ? "0" + rest : rest)"
    }
}

extension Duration {
    /// The length in seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: max(width - count, 0)) + self
    }
}
