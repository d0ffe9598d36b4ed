import FoundationEssentials
import Platform
import TestSupport
import Testing

/// What a service loses when its processes are killed: nothing.
@Suite(.serialized) struct CrashTests {
    private struct Report: Decodable {
        var seed: UInt32
        var films: Int
        var accepted: Int
        var scenesReused: Int
        var faults: [String]

        enum CodingKeys: String, CodingKey {
            case seed, films, accepted, faults
            case scenesReused = "scenes_reused"
        }
    }

    /// How often processes are killed: a few times as a rule, 200 times by `make crash-test`.
    private static let rounds = Platform.Environment["VITASCOPE_CRASH_ROUNDS"].flatMap { Int($0) } ?? 12

    /// Decides every kill and every film; a failed run can be repeated with it.
    private static let seed =
        Platform.Environment["VITASCOPE_CRASH_SEED"].flatMap { UInt32($0) } ?? .random(in: 0...(.max))

    private static var script: String { Path.join(Path.folder(of: #filePath), "Fixtures/crash.py") }

    @Test func losesNothingWhenItsProcessesAreKilledAtAnyMoment() async throws {
        try await withScratch { folder in
            let program = try Program(in: folder)
            let data = folder + "/service"
            var request = Subprocess.Request(
                "python3", [Self.script, Program.path, data, "\(Self.rounds)", "\(Self.seed)"])
            request.environment = program.environment
            request.deadline = .seconds(300 + 12 * Self.rounds)
            let outcome = try await Subprocess.run(request)
            let log = (try? program.text("service.log").suffix(4000)) ?? ""
            #expect(outcome.succeeded, "seed \(Self.seed): \(outcome.errorText)\n\(log)")
            let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output))
            #expect(report.faults.isEmpty, "seed \(report.seed):\n\(report.faults.joined(separator: "\n"))\n\(log)")
            #expect(report.accepted > 0)
            #expect(report.films >= report.accepted)
            #expect(report.scenesReused > 0, "seed \(report.seed): no scene was taken from before a kill")
        }
    }
}
