import FoundationEssentials
import Platform

/// Independent clients, in the tests' own Python.
enum Python {
    /// The interpreter.
    static let program = Path.join(UserFolders.cache, "test-tools/bin/python")

    /// Runs a script and returns what it printed; a failure fails the test with its words.
    static func run(_ script: String, _ arguments: [String] = [], within limit: Duration = .seconds(60)) async throws
        -> String
    {
        var request = Subprocess.Request(program, ["-c", script] + arguments)
        request.deadline = limit
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else { throw TestFault(outcome.errorText) }
        return outcome.outputText
    }

    /// Runs a script that prints JSON.
    static func json<Value: Decodable>(_ type: Value.Type, _ script: String, _ arguments: [String] = []) async throws
        -> Value
    {
        let text = try await run(script, arguments)
        return try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
