/// Where a film stands.
package enum FilmStatus: String, Sendable, Codable, CaseIterable {
    /// Accepted, waiting for a worker.
    case queued
    /// Being made.
    case running
    /// Made; everything can be fetched.
    case completed
    /// Given up; the record says why.
    case failed
    /// Stopped by somebody.
    case cancelled

    /// True when nothing will happen to it any more, unless it is revised.
    package var isFinal: Bool { self != .queued && self != .running }
}

/// What is being done for a running film.
package enum FilmStage: String, Sendable, Codable, CaseIterable {
    /// Words become scenes, scenes find pictures.
    case planning
    /// Sentences are spoken.
    case speaking
    /// Scenes are drawn and encoded.
    case composing
    /// The final file, poster and sidecars are written.
    case publishing
}

/// How far a film is.
package struct ProgressReport: Sendable, Codable, Equatable {
    /// Scenes made.
    package var scenesDone = 0
    /// Scenes in all; 0 before the plan is known.
    package var scenesTotal = 0
    /// Scenes taken from earlier work.
    package var scenesReused = 0
    /// Share of the work done, 0 to 1.
    package var fraction = 0.0
    /// Seconds left, as far as can be told.
    package var secondsLeft: Double?
    /// Seconds from submission to the first playable segment; `nil` until the film can be watched.
    package var playableAfter: Double?

    /// Nothing done.
    package init() {}
}

/// Why a film failed, for machines and people.
package struct FilmFault: Sendable, Codable, Equatable {
    /// A stable name: `FilmError.Code`'s raw value, or `worker_lost`, `deadline`, `disk_full`, `cancelled`.
    package var code: String
    /// One sentence: what, where.
    package var message: String
    /// One sentence: what to do; empty for nothing.
    package var remedy: String

    /// Names a fault.
    package init(code: String, message: String, remedy: String = "") {
        self.code = code
        self.message = message
        self.remedy = remedy
    }
}

/// What a finished film is and what it took.
package struct FilmFigures: Sendable, Codable, Equatable {
    /// Length in seconds.
    package var seconds: Double
    /// Bytes on disk, everything of the film together.
    package var bytes: Int64
    /// CPU seconds spent on it.
    package var cpuSeconds: Double
    /// Seconds from its start to its end.
    package var wallSeconds: Double

    /// Gathers the figures.
    package init(seconds: Double, bytes: Int64, cpuSeconds: Double, wallSeconds: Double) {
        self.seconds = seconds
        self.bytes = bytes
        self.cpuSeconds = cpuSeconds
        self.wallSeconds = wallSeconds
    }
}

/// Everything a service knows of one film, but its storyboard.
///
/// Times are milliseconds since 1970.
package struct FilmRecord: Sendable, Codable, Equatable, Identifiable {
    /// Its name.
    package let id: FilmID
    /// Counts its storyboards, from 1; a changed storyboard is a new revision in a folder of its own.
    package var revision = 1
    /// The last revision that was finished, whose files are served while a newer one waits; `nil` before.
    package var finishedRevision: Int?
    /// Where it stands.
    package var status = FilmStatus.queued
    /// What is being done, while it is running.
    package var stage: FilmStage?
    /// What was asked.
    package var request: FilmRequest
    /// The title, once planned.
    package var title: String?
    /// How far it is.
    package var progress = ProgressReport()
    /// When it was accepted.
    package let created: Int64
    /// When this revision was first worked on.
    package var started: Int64?
    /// When this revision was done, failed or was cancelled.
    package var ended: Int64?
    /// When it and its files may be removed.
    package var expires: Int64?
    /// Why it failed.
    package var fault: FilmFault?
    /// How often a worker took up this revision.
    package var attempt = 0
    /// What it turned out to be.
    package var figures: FilmFigures?
    /// The class of waiting it is in.
    package var lane = Lane.short
    /// What it will take, as estimated when it was accepted.
    package var estimate: FilmEstimate?

    /// A film that was just accepted.
    package init(id: FilmID, request: FilmRequest, created: Int64) {
        self.id = id
        self.request = request
        self.created = created
    }
}

/// Which line a film waits in, so that a long one never holds up short ones, nor starves behind them.
package enum Lane: String, Sendable, Codable, CaseIterable {
    /// Films of about a minute.
    case short
    /// All others.
    case long
}

/// What a film will take, as far as finished ones tell.
package struct FilmEstimate: Sendable, Codable, Equatable {
    /// CPU seconds.
    package var cpuSeconds: Double
    /// Seconds on an idle machine of this size.
    package var wallSeconds: Double
    /// Bytes on disk.
    package var bytes: Int64
    /// Peak memory while it is made, in bytes.
    package var memory: Int64

    /// Gathers an estimate.
    package init(cpuSeconds: Double, wallSeconds: Double, bytes: Int64, memory: Int64) {
        self.cpuSeconds = cpuSeconds
        self.wallSeconds = wallSeconds
        self.bytes = bytes
        self.memory = memory
    }
}
