import Film
import Films
import Platform
import StepsSQLite

/// Loads a film store: to measure it, or to have it killed in the midst of work.
///
///     store-load measure FILE     figures of a fresh store in FILE
///     store-load work FILE        submits and makes films until killed, and says what was acknowledged
@main struct StoreLoad {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            TerminalDevice.write("usage: store-load measure|work FILE\n", descriptor: 2)
            return
        }
        switch arguments[1] {
        case "measure": try await Measurement(path: arguments[2]).run()
        default: try await Labour(path: arguments[2]).run()
        }
    }

    /// Says one line at once.
    static func say(_ line: String) { TerminalDevice.write(line + "\n", descriptor: 1) }

    /// A film such as clients submit.
    static func film() -> FilmRecord {
        let text = """
            Water remembers every shape it has ever filled. It falls as rain on the mountain, gathers in the dark between
            the stones, and leaves as a stream that nobody has named yet. By the time it reaches the sea it has turned
            wheels, carried boats, and put out fires.
            """
        var request = FilmRequest(brief: Brief(source: .prompt(text)))
        request.labels = ["team": "bench"]
        var film = FilmRecord(id: FilmID(at: systemTime()), request: request, created: systemTime())
        film.estimate = FilmEstimate(cpuSeconds: 20, wallSeconds: 12, bytes: 20_000_000, memory: 300_000_000)
        return film
    }
}
