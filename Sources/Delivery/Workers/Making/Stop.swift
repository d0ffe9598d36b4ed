import Films
import Synchronization

/// Why a film in work is to be left.
enum Stop: Error {
    /// It is no longer this worker's: the lease was lost, or somebody cancelled or removed the film.
    case lost
    /// The worker goes: the film is given back.
    case shutdown
}

/// Lets films in work be stopped by name.
final class StopSwitches: Sendable {
    private struct State {
        var streams: [FilmID: AsyncStream<Stop>.Continuation] = [:]
        var isDown = false
    }

    private let state = Mutex(State())

    /// Opens the switch of a film, as a stream of at most one reason.
    func open(_ film: FilmID) -> AsyncStream<Stop> {
        let (stream, continuation) = AsyncStream<Stop>.makeStream(bufferingPolicy: .bufferingOldest(1))
        state.withLock { state in
            if state.isDown { continuation.yield(.shutdown) }
            state.streams[film] = continuation
        }
        return stream
    }

    /// Forgets a film.
    func close(_ film: FilmID) { state.withLock { $0.streams.removeValue(forKey: film) }?.finish() }

    /// Stops one film, if it is in work here.
    func stop(_ film: FilmID, _ reason: Stop) { state.withLock { _ = $0.streams[film]?.yield(reason) } }

    /// Stops every film, those to come too.
    func stopAll() {
        state.withLock { state in
            state.isDown = true
            for stream in state.streams.values { stream.yield(.shutdown) }
        }
    }
}
