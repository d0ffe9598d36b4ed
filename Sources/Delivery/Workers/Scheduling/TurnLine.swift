import Films

/// The pure rules by which films that are made at once take turns; no clock and no threads, times are seconds.
///
/// A film that nobody can watch yet goes first and alone: what others have in work pauses at its next frame. Among the
/// others the scene goes first that a viewer, who began to watch when that became possible, would need first. A long
/// film's scenes count as needed a little later. Since what is needed is a point in time, nothing waits for ever: what
/// comes later is needed later.
struct TurnLine {
    /// How much later a long film's scenes count as needed, in seconds.
    static let patience = 20.0
    /// How much sooner one step of priority makes a scene needed, in seconds.
    static let weightOfPriority = 10.0

    /// A film that takes part.
    struct Film {
        /// When it joined, or when it became playable.
        var origin: Double
        /// What its lane and priority add.
        var delay: Double
        /// Whether somebody can watch it.
        var isPlayable = false
        /// Seconds of it that were begun, or taken from earlier work.
        var begun = 0.0
        /// Seconds of processor time it was charged.
        var processor = 0.0
    }

    /// A turn that somebody wants or has.
    struct Turn {
        let film: UInt64
        let scene: Int
        /// Where in the film the scene starts, in seconds.
        let start: Double
        /// Since when it has been active; `nil` while it waits or is paused.
        var activeSince: Double?
        /// Seconds it was active before.
        var active = 0.0
        var hasBegun = false

        /// Seconds it was active in all.
        func seconds(now: Double) -> Double { active + (activeSince.map { now - $0 } ?? 0) }
    }

    /// What a change brings about.
    struct Changes {
        /// Turns that begin.
        var begun: [Int] = []
        /// Turns that stand paused.
        var shut: [Int] = []
        /// Turns that go on, having begun or been paused.
        var opened: [Int] = []
    }

    /// Turns that may be active at once.
    let capacity: Int
    /// Turns that may be begun beyond those, paused or not, for films that nobody can watch yet.
    let spare: Int

    private(set) var films: [UInt64: Film] = [:]
    private(set) var turns: [Int: Turn] = [:]
    private var charged: Double?

    init(capacity: Int, spare: Int) {
        self.capacity = max(capacity, 1)
        self.spare = max(spare, 0)
    }

    /// Whether a film that nobody can watch yet wants or has a turn.
    var isPressed: Bool { turns.values.contains { films[$0.film]?.isPlayable == false } }

    mutating func join(_ film: UInt64, lane: Lane, priority: Int, now: Double) {
        let delay = (lane == .long ? Self.patience : 0) - Double(priority) * Self.weightOfPriority
        films[film] = Film(origin: now, delay: delay)
    }

    /// A film and all its turns go.
    mutating func leave(_ film: UInt64) {
        films[film] = nil
        turns = turns.filter { $0.value.film != film }
    }

    /// Somebody can watch a film from now on.
    mutating func play(_ film: UInt64, now: Double) {
        guard films[film]?.isPlayable == false else { return }
        films[film]?.isPlayable = true
        films[film]?.origin = now
    }

    /// A part of a film came from earlier work.
    mutating func skip(_ seconds: Double, of film: UInt64) { films[film]?.begun += seconds }

    /// Asks for a turn; later names are greater.
    mutating func ask(_ turn: Int, of film: UInt64, scene: Int, seconds: Double) {
        turns[turn] = Turn(film: film, scene: scene, start: films[film]?.begun ?? 0)
        films[film]?.begun += seconds
    }

    /// Takes a turn away, begun or not.
    mutating func end(_ turn: Int) { turns[turn] = nil }

    /// Gives out turns as the rules are.
    ///
    /// - Parameters:
    ///   - mayBegin: Whether films that can be watched may begin turns now.
    ///   - now: The time.
    /// - Returns: Which turns begin, which are shut and which are open.
    mutating func settle(mayBegin: Bool = true, now: Double) -> Changes {
        var changes = Changes()
        for id in ranked(where: { !$0.hasBegun }) {
            let begun = turns.values.count { $0.hasBegun }
            let urgent = isUrgent(id)
            let hasRoom = mayBegin && begun < capacity
            let hasSpareRoom = urgent && begun < capacity + spare && urgentBegun < capacity
            guard hasRoom || hasSpareRoom else {
                if urgent { continue }
                break
            }
            turns[id]?.hasBegun = true
            changes.begun.append(id)
        }
        for (place, id) in ranked(where: { $0.hasBegun }).enumerated() {
            let since = turns[id]?.activeSince
            if place < capacity, since == nil {
                turns[id]?.activeSince = now
                changes.opened.append(id)
            } else if place >= capacity {
                if let since {
                    turns[id]?.active += now - since
                    turns[id]?.activeSince = nil
                }
                changes.shut.append(id)
            }
        }
        return changes
    }

    /// Charges what the process used since the last call to the films that were active, or else to all in equal parts.
    mutating func charge(processor: Double) {
        defer { charged = processor }
        guard let charged else { return }
        var payers = turns.values.filter { $0.activeSince != nil }.map(\.film)
        if payers.isEmpty { payers = Array(films.keys) }
        for film in payers { films[film]?.processor += (processor - charged) / Double(payers.count) }
    }

    private var urgentBegun: Int { turns.values.count { $0.hasBegun && films[$0.film]?.isPlayable == false } }

    private func isUrgent(_ id: Int) -> Bool { turns[id].flatMap { films[$0.film] }?.isPlayable == false }

    private func ranked(where isWanted: (Turn) -> Bool) -> [Int] {
        turns.filter { isWanted($0.value) }.keys.sorted { rank($0) < rank($1) }
    }

    /// Lower is sooner.
    private func rank(_ id: Int) -> (Int, Double, Int) {
        guard let turn = turns[id], let film = films[turn.film] else { return (2, 0, id) }
        let need = film.origin + film.delay + (film.isPlayable ? turn.start : 0)
        return (film.isPlayable ? 1 : 0, need, id)
    }
}
