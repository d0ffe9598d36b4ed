import Films
import Steps
import StepsSQLite

/// Submits and makes films without end, and says what the store acknowledged: `accepted`, `done` (a step), `completed`.
struct Labour {
    let path: String

    func run() async throws {
        let films = try await SQLiteFilms(path: path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await submit(films) } }
            for index in 0..<4 { group.addTask { try await make(films, "worker-\(index)") } }
            try await group.waitForAll()
        }
    }

    private func submit(_ films: SQLiteFilms) async throws {
        while true {
            let film = StoreLoad.film()
            _ = try await films.submit(FilmSubmission(record: film))
            StoreLoad.say("accepted \(film.id)")
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...30)))
        }
    }

    private func make(_ films: SQLiteFilms, _ worker: String) async throws {
        while true {
            guard let lease = try await films.lease(WorkerOffer(worker: worker)) else {
                try await Task.sleep(for: .milliseconds(5))
                continue
            }
            try await films.report(lease, [.planned(title: "Water", scenes: 3)], storyboard: "{}")
            let steps = try await films.steps(of: lease)
            try await steps.add((0..<3).map { Step(id: StepID(.picture, "\($0)"), order: $0) })
            while let step = try await steps.lease([.picture]) {
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...20)))
                try await steps.complete(step, .done(key: "key-\(step.step.id.subject)"))
                StoreLoad.say("done \(lease.film) \(step.step.id.subject)")
                let scene = Int(step.step.id.subject) ?? 0
                try await films.report(lease, [.scene(index: scene, seconds: 1, reused: false)], storyboard: nil)
            }
            let figures = FilmFigures(seconds: 3, bytes: 1, cpuSeconds: 1, wallSeconds: 1)
            try await films.finish(lease, .completed(figures))
            StoreLoad.say("completed \(lease.film)")
        }
    }
}
