import Film
import Platform
import TestSupport
import Testing

@Suite struct `Work that blocks` {
    /// The 19th field of proc_pid_stat(5), counted from behind the name, which may hold anything.
    private static func niceness(_ stat: String) throws -> Int32 {
        let fields = try #require(stat.split(separator: ")").last).split(separator: " ")
        return try #require(Int32(fields[16]))
    }

    @Test func `returns what the body returns and throws what it throws`() async throws {
        #expect(try await runBlocking("test") { 42 } == 42)
        await #expect(throws: FilmError.self) {
            try await runBlocking("test") { () throws -> Int in throw FilmError(.input, "no") }
        }
    }

    @Test(arguments: [Int32(0), 5, 19]) func `stands back as far as its task says`(niceness: Int32) async throws {
        let own = try Self.niceness(try FileSystem.readText("/proc/self/stat", limit: 4096))
        let stat = try await Niceness.$current.withValue(niceness) {
            try await runBlocking("nice") { try FileSystem.readText("/proc/thread-self/stat", limit: 4096) }
        }
        // Nobody may push forward again.
        #expect(try Self.niceness(stat) == max(own, niceness))
    }

    /// Something that a body holds.
    private final class Held: Sendable {}

    @Test func `has let go of what its body held when it has ended`() async throws {
        for _ in 0..<2_000 {
            weak var trace: Held?
            func work() async throws {
                let held = Held()
                trace = held
                try await runBlocking("hold") { withExtendedLifetime(held) {} }
            }
            try await work()
            #expect(trace == nil)
        }
    }

    @Test func `leaves the cooperative pool free however many wait`() async throws {
        // Each body waits for the next one to run; on a pool of a few threads this would never end.
        try await withScratch { folder in
            let count = 24
            var makers = Subprocess.Request("mkfifo", (0..<count).map { "p\($0)" })
            makers.folder = folder
            #expect(try await Subprocess.run(makers).succeeded)
            let total = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<count {
                    group.addTask {
                        try await runBlocking("wait") { try FileSystem.read("\(folder)/p\(index)").count }
                    }
                }
                var feed = Subprocess.Request("sh", ["-c", "for i in $(seq 0 \(count - 1)); do echo >p$i; done"])
                feed.folder = folder
                #expect(try await Subprocess.run(feed).succeeded)
                return try await group.reduce(0, +)
            }
            #expect(total == count)
        }
    }

    @Test func `is told when its task is cancelled`() async throws {
        try await withScratch { folder in
            let pipe = folder + "/pipe"
            #expect(try await Subprocess.run(Subprocess.Request("mkfifo", [pipe])).succeeded)
            let task = Task {
                try await runBlocking("flagged") { flag in
                    // Opening the pipe waits for its reader, who cancels once this runs.
                    try FileSystem.concatenate([], into: pipe)
                    while !flag.isSet {}
                    try flag.check()
                }
            }
            _ = try await runBlocking("pipe") { try FileSystem.read(pipe) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test func `holds a lock against other tasks and other processes`() async throws {
        try await withScratch { folder in
            let lock = folder + "/lock"
            try await FileLock.holding(lock) {
                let other = Subprocess.Request("flock", ["--nonblock", lock, "true"])
                let refused = try await Subprocess.run(other)
                #expect(refused.status == 1)
                let task = Task { try await FileLock.holding(lock) { true } }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            #expect(try await FileLock.holding(lock) { true })
            let other = Subprocess.Request("flock", ["--nonblock", lock, "true"])
            #expect(try await Subprocess.run(other).status == 0)
        }
    }
}
