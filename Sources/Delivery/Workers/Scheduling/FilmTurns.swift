package import Film
import Platform
package import Rendering
import Synchronization

/// One film's share of the machine.
package struct FilmTurns: SceneTurns {
    let film: UInt64
    let scheduler: Scheduler

    package func begin(scene: Int, seconds: Double) async throws -> any SceneTurn {
        let (place, gate) = try await scheduler.begin(.picture, film: film, scene: scene, seconds: seconds)
        return PictureTurn(place: place, gate: gate, scheduler: scheduler)
    }

    /// Lets an engine speak only when it is this film's turn.
    package func scheduling(_ engine: any SpeechEngine) -> any SpeechEngine {
        ScheduledSpeech(engine: engine, turns: self)
    }

    /// The film can be watched: from now on others are as urgent.
    package func play() { scheduler.play(film) }

    /// A part of the film was taken from earlier work.
    package func skip(_ seconds: Double) { scheduler.skip(seconds, of: film) }

    /// Seconds of processor time that it used so far, as far as films can be told apart in one process.
    package var processorSeconds: Double { scheduler.processor(of: film) }

    /// A scene that has been drawn for longer than so many seconds, pauses not counted.
    package func overdue(limit: Double) -> Int? { scheduler.overdue(film, limit: limit) }

    /// The film is done with.
    package func leave() { scheduler.leave(film) }
}

/// The right to draw one scene.
private final class PictureTurn: SceneTurn {
    private let place: Scheduler.Place
    private let gate: Turnstile
    private let scheduler: Scheduler

    init(place: Scheduler.Place, gate: Turnstile, scheduler: Scheduler) {
        self.place = place
        self.gate = gate
        self.scheduler = scheduler
    }

    func pass(_ flag: CancellationFlag) throws { try gate.pass(flag) }

    func end() { scheduler.end(place) }
}

/// An engine that speaks when it is a film's turn.
private struct ScheduledSpeech: SpeechEngine {
    let engine: any SpeechEngine
    let turns: FilmTurns

    var voices: [Voice] { engine.voices }

    func speak(_ text: String, voice: VoiceChoice, seed: UInt64) async throws -> Narration {
        let (place, _) = try await turns.scheduler.begin(.speech, film: turns.film, scene: 0, seconds: 0)
        defer { turns.scheduler.end(place) }
        return try await engine.speak(text, voice: voice, seed: seed)
    }
}
