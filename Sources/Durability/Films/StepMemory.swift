internal import Steps

/// The steps of which film and revision.
struct StepPlace: Hashable {
    let film: FilmID
    let revision: Int
}

/// What is remembered of one step.
struct StepMemory {
    var history = StepHistory()
    var isBegun = false

    mutating func begin() { isBegun = true }

    mutating func end(_ outcome: StepOutcome) {
        isBegun = false
        switch outcome {
        case .done(let key):
            history = StepHistory()
            history.key = key
        case .retry, .failed: history.failures += 1
        }
    }
}

extension [StepID: StepMemory] {
    /// The film was given back in order: nobody vanished over its steps.
    mutating func settle() {
        for id in keys { self[id]?.isBegun = false }
    }

    /// The film's worker vanished.
    mutating func lose() {
        for (id, step) in self where step.isBegun {
            self[id]?.history.losses += 1
            self[id]?.isBegun = false
        }
    }

    /// The film is tried again on purpose: its steps have all their attempts again.
    mutating func forgive(losses: Bool) {
        for id in keys {
            self[id]?.history.failures = 0
            if losses { self[id]?.history.losses = 0 }
        }
    }
}

/// The steps' side of ``MemoryFilms``.
struct MemoryStepJournal: StepJournal {
    let films: MemoryFilms
    let lease: FilmLease

    func history() async throws -> [StepID: StepHistory] { try await films.stepHistory(lease) }

    func began(_ step: StepID) async { await films.stepBegan(step, lease) }

    func ended(_ step: StepID, _ outcome: StepOutcome) async throws {
        try await films.stepEnded(step, outcome, lease)
    }
}
