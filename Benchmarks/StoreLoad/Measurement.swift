import Films
import Platform
import StepsSQLite
import Synchronization

/// Measures a fresh store with 64 callers at a time.
struct Measurement {
    static let callers = 64
    let path: String

    func run() async throws {
        let films = try await SQLiteFilms(path: path)
        let ids = Mutex<[FilmID]>([])
        try await phase("submit", seconds: 4) {
            let film = StoreLoad.film()
            _ = try await films.submit(FilmSubmission(record: film))
            ids.withLock { $0.append(film.id) }
        }
        let known = ids.withLock { $0 }
        let late = Array(known.suffix(4000))
        try await phase("read, known", seconds: 2) { _ = try await films.film(late[Int.random(in: 0..<late.count)]) }
        try await phase("read, any", seconds: 2) { _ = try await films.film(known[Int.random(in: 0..<known.count)]) }
        try await phase("page of 20", seconds: 2) { _ = try await films.films(FilmQuery()) }
        var query = FilmQuery()
        query.text = "nobody says this"
        let search = query
        try await phase("search all \(known.count)", seconds: 2, callers: 1) { _ = try await films.films(search) }
        try await phase("lease, report, finish", seconds: 3) {
            guard let lease = try await films.lease(WorkerOffer(worker: "bench")) else { return }
            try await films.report(lease, [.planned(title: "Water", scenes: 3)], storyboard: nil)
            let figures = FilmFigures(seconds: 3, bytes: 1, cpuSeconds: 1, wallSeconds: 1)
            try await films.finish(lease, .completed(figures))
        }
        let tail = await films.tail()
        let before = Machine.processorTime
        try await Task.sleep(for: .seconds(10))
        let spent = Machine.processorTime - before
        StoreLoad.say("watched and idle: \(Self.rounded(spent / .seconds(10) * 100, 3)) % of a core")
        _ = tail
        StoreLoad.say("memory: \(Machine.residentBytes >> 20) MiB")
        await films.close()
    }

    private func phase(
        _ name: String, seconds: Int, callers: Int = Self.callers, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start.advanced(by: .seconds(seconds))
        let processor = Machine.processorTime
        let times = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for _ in 0..<callers {
                group.addTask {
                    var times: [Duration] = []
                    while clock.now < end {
                        let begin = clock.now
                        try await body()
                        times.append(begin.duration(to: clock.now))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }.sorted()
        let wall = start.duration(to: clock.now) / .seconds(1)
        let cpu = (Machine.processorTime - processor) / .seconds(1)
        func at(_ share: Double) -> String {
            Self.rounded(times[min(Int(Double(times.count) * share), times.count - 1)] / .milliseconds(1), 2)
        }
        StoreLoad.say(
            "\(name): \(Int(Double(times.count) / wall))/s, median \(at(0.5)) ms, p99 \(at(0.99)) ms, "
                + "longest \(at(1)) ms, \(Self.rounded(cpu / wall, 2)) cores")
    }

    private static func rounded(_ value: Double, _ places: Int) -> String {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return "\((value * scale).rounded() / scale)"
    }
}
