internal import ArgumentParser
internal import Film
internal import Films
internal import Platform
internal import StepsSQLite
internal import Workers

/// `vitascope work`: more workers for a service.
struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Make the films of a service, in a process of its own.",
        discussion: """
            EXAMPLES
              vitascope serve --workers 0 & vitascope work
              vitascope work --data /srv/vitascope --workers 4

            Any number of processes may work on one data folder, with a server or without; each may be killed at any
            moment, the others go on with what it was making.
            """)

    @OptionGroup var place: DataOption
    @OptionGroup var options: WorkerOptions

    func run() async throws {
        let places = place.places
        let limits = try options.limits()
        guard limits.films > 0 else {
            throw FilmError(.usage, "--workers 0 leaves this command nothing to do.", remedy: "Use 1 or more.")
        }
        let settings = try options.house()
        do {
            try await ProcessSignals.cancelling {
                let house = try await House.open(places, settings)
                Terminal.output("Making the films of \(places.data) — Ctrl-C stops it\n")
                await house.workers(limits).run()
                await house.films.close()
            }
        } catch is CancellationError {
            // Being stopped is how a worker ends.
        }
    }
}
