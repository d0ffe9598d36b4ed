import Conformance
import Films
import Steps
import TestSupport
import Testing

@Suite struct `Films in memory` {
    @Test(.timeLimit(.minutes(1)), arguments: FilmStoreRules.all) func `keep the rule:`(_ rule: Rule<FilmStoreBed>)
        async throws
    {
        try await FilmStoreBed.with { _, rules, clock in
            MemoryFilms(rules: rules, clock: clock)
        } _: {
            try await rule.check($0)
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: StepStoreRules.rules) func `have steps that keep the rule:`(
        _ rule: Rule<any StepStore>
    ) async throws {
        try await rule.check(MemorySteps())
        try await FilmStoreBed.with { _, rules, clock in
            MemoryFilms(rules: rules, clock: clock)
        } _: {
            try await rule.check(try await $0.films.steps(of: $0.leased()))
        }
    }
}
