import Conformance
import Films
import Steps
import StepsSQLite
import Testing

@Suite struct `Films in SQLite` {
    private static let open: FilmStoreBed.Open = { folder, rules, clock in
        try await SQLiteFilms(path: folder + "/films.sqlite", rules: rules, clock: clock)
    }

    @Test(.timeLimit(.minutes(1)), arguments: FilmStoreRules.all + FilmStoreRules.shared) func `keep the rule:`(
        _ rule: Rule<FilmStoreBed>
    ) async throws {
        try await FilmStoreBed.with(Self.open) { try await rule.check($0) }
    }

    @Test(.timeLimit(.minutes(1)), arguments: StepStoreRules.rules) func `have steps that keep the rule:`(
        _ rule: Rule<any StepStore>
    ) async throws {
        try await FilmStoreBed.with(Self.open) { try await rule.check(try await $0.films.steps(of: $0.leased())) }
    }
}
