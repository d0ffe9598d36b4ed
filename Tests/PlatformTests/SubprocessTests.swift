import Film
import Platform
import TestSupport
import Testing

@Suite struct `Running another program` {
    @Test func `hands over arguments as they are, shell syntax and all`() async throws {
        let hostile = ["$(touch /tmp/never)", "; rm -rf x", "a b", "'\"", "*", "-n", "größe 🎬", ""]
        let outcome = try await Subprocess.run(Subprocess.Request("printf", ["%s\\n"] + hostile))
        #expect(outcome.outputText == hostile.map { $0 + "\n" }.joined())
    }

    @Test(arguments: [0, 1, 70_000, 5_000_000])
    func `feeds and reads any amount without blocking`(count: Int) async throws {
        var request = Subprocess.Request("cat", [])
        request.input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let outcome = try await Subprocess.run(request)
        #expect(outcome.succeeded)
        #expect(outcome.output == request.input)
    }

    @Test func `reports the exit status and the last words of a program that fails`() async throws {
        let script = "echo first >&2; echo 'the reason' >&2; exit 7"
        let outcome = try await Subprocess.run(Subprocess.Request("sh", ["-c", script]))
        #expect(outcome.status == 7)
        #expect(outcome.reason == "the reason")
    }

    @Test func `reports the signal that ended a program`() async throws {
        let outcome = try await Subprocess.run(Subprocess.Request("sh", ["-c", "kill -SEGV $$"]))
        #expect(outcome.status == -11)
    }

    @Test func `names a program that is not there`() async {
        let error = await #expect(throws: FilmError.self) {
            try await Subprocess.run(Subprocess.Request("no-such-program", []))
        }
        #expect(error?.code == .missing)
        #expect(error?.message.contains("no-such-program") == true)
    }

    @Test func `survives a program that does not read what it is fed`() async throws {
        var request = Subprocess.Request("true", [])
        request.input = [UInt8](repeating: 1, count: 3_000_000)
        #expect(try await Subprocess.run(request).succeeded)
    }

    @Test func `sets variables and the folder`() async throws {
        try await withScratch { folder in
            var request = Subprocess.Request("sh", ["-c", "pwd; echo \"$VITASCOPE_TEST\""])
            request.folder = folder
            request.environment = ["VITASCOPE_TEST": "a=b $c"]
            let outcome = try await Subprocess.run(request)
            #expect(outcome.outputText == "\(folder)\na=b $c\n")
        }
    }

    @Test func `gives the program its three streams and nothing else that is open here`() async throws {
        try await withScratch { folder in
            try AtomicFile.write("x", to: folder + "/open")
            let map = try MappedFile(folder + "/open")
            let outcome = try await Subprocess.run(
                // What the shell opened to list the folder is gone when it looks at each.
                Subprocess.Request("sh", ["-c", "for f in /proc/$$/fd/*; do [ ! -e $f ] || echo ${f##*/}; done"]))
            #expect(outcome.outputText == "0\n1\n2\n")
            #expect(map.count == 1)
        }
    }

    @Test func `stops a program that writes without end`() async {
        var request = Subprocess.Request("yes", [])
        request.outputLimit = 1 << 20
        let endless = request
        let error = await #expect(throws: FilmError.self) { try await Subprocess.run(endless) }
        #expect(error?.message.contains("1048576") == true)
    }

    @Test func `keeps only the end of an endless complaint`() async throws {
        var request = Subprocess.Request("sh", ["-c", "seq 1 100000 >&2"])
        request.errorLimit = 100
        let outcome = try await Subprocess.run(request)
        #expect(outcome.errorText.utf8.count == 100)
        #expect(outcome.errorText.hasSuffix("99999\n100000\n"))
    }

    /// Programs that end when asked, that refuse to, and that have children of their own.
    static let stubborn = [
        "echo $$ >PIPE; exec sleep 1000",
        "trap '' TERM; echo $$ >PIPE; while :; do sleep 1000; done",
        "sleep 1000 & echo $! >PIPE; wait",
    ]

    @Test(arguments: stubborn) func `ends the program and its children when cancelled`(script: String) async throws {
        try await withScratch { folder in
            let pipe = folder + "/pipe"
            #expect(try await Subprocess.run(Subprocess.Request("mkfifo", [pipe])).succeeded)
            let request = Subprocess.Request("sh", ["-c", script.replacing("PIPE", with: pipe)])
            let running = Task { try await Subprocess.run(request) }
            // Reading the pipe waits until the program is up and has written its number.
            let number = try await runBlocking("pipe") { try FileSystem.readText(pipe, limit: 20) }
            running.cancel()
            await #expect(throws: CancellationError.self) { try await running.value }
            // A signal to a child of the child is on its way when the child itself has been waited for.
            for _ in 0..<500 where !isGone(number) { try await Task.sleep(for: .milliseconds(10)) }
            #expect(isGone(number))
        }
    }

    @Test func `ends the program when its time is up`() async throws {
        try await withScratch { folder in
            var request = Subprocess.Request("sh", ["-c", "echo $$ >number; exec sleep 1000"])
            request.folder = folder
            request.deadline = .milliseconds(300)
            let endless = request
            let error = await #expect(throws: FilmError.self) { try await Subprocess.run(endless) }
            #expect(error?.message.contains("did not finish") == true)
            let number = try? FileSystem.readText(folder + "/number")
            #expect(number.map(isGone) ?? true)
        }
    }

    @Test func `does not start anything for a task that is already cancelled`() async throws {
        try await withScratch { folder in
            let request = Subprocess.Request("touch", [folder + "/made"])
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await Subprocess.run(request)
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(FileSystem.facts(folder + "/made") == nil)
        }
    }

    /// Whether a process has ended; one that waits for its own parent to notice (a zombie) has.
    private func isGone(_ number: String) -> Bool {
        let digits = number.filter(\.isNumber)
        guard let status = try? FileSystem.readText("/proc/\(digits)/status", limit: 1 << 16) else { return true }
        return status.contains("State:\tZ") || status.contains("State:\tX")
    }
}
