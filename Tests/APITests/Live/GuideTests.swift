import API
import Films
import FoundationEssentials
import Platform
import TestSupport
import Testing

/// The guide's examples, run as a reader would run them.
@Suite("The guide") struct GuideTests {
    private static let page = Path.join(
        Path.folder(of: Path.folder(of: Path.folder(of: Path.folder(of: #filePath)))), "docs/api.md")

    /// The page's examples in a language, in order.
    private static func examples(_ language: String) throws -> [String] {
        var found: [String] = []
        var current: [Substring]?
        for line in try FileSystem.readText(page).split(separator: "\n", omittingEmptySubsequences: false) {
            if let lines = current {
                current = line == "```" ? nil : lines + [line]
                if line == "```" { found.append(lines.joined(separator: "\n")) }
            } else if line == "```\(language)" {
                current = []
            }
        }
        return found
    }

    @Test("every example works against a service")
    func examples() async throws {
        let shell = try Self.examples("sh")
        let python = try Self.examples("python")
        #expect(shell.count >= 10)
        #expect(python.count >= 2)
        try await LiveService.making { live in
            let folder = Path.join(live.services.places.data, "reader")
            try FileSystem.makeFolder(folder)
            func run(_ program: String, _ arguments: [String], _ text: String) async throws {
                let here = text.replacing("http://127.0.0.1:8080", with: live.address)
                var request = Subprocess.Request(program, arguments + [here])
                request.folder = folder
                request.deadline = .seconds(60)
                let outcome = try await Subprocess.run(request)
                let isWell = outcome.succeeded
                #expect(isWell, "\(outcome.errorText)\n\(outcome.outputText.suffix(2_000))\n\(here)")
            }
            try await run("bash", ["-euo", "pipefail", "-c"], shell.joined(separator: "\n"))
            for example in python { try await run(Python.program, ["-c"], example) }
            let made = try FileSystem.names(in: folder)
            #expect(Set(["film.mp4", "moon.mp4", "poster.jpg", "storyboard.json", "plan.json"]).isSubset(of: made))
        }
    }
}
