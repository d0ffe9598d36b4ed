internal import FoundationEssentials
package import Platform

/// The Python that has the tests' tools: clients, recogniser, checkers (`make setup-test`).
package enum PythonTools {
    /// The interpreter.
    package static var python: String {
        ProcessInfo.processInfo.environment["VITASCOPE_TEST_PYTHON"]
            ?? Path.join(UserFolders.cache, "test-tools/bin/python")
    }

    /// Runs a script with arguments.
    ///
    /// - Returns: How it ended.
    /// - Throws: `FilmError` when Python is not there or the deadline passes.
    package static func run(
        _ script: String, _ arguments: [String] = [], environment: [String: String] = [:],
        deadline: Duration = .seconds(120)
    ) async throws -> Subprocess.Outcome {
        var request = Subprocess.Request(python, ["-c", script] + arguments)
        request.deadline = deadline
        request.environment = environment
        return try await Subprocess.run(request)
    }
}
