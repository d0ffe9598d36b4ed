/// Something that happened to a film, in the order in which it was committed.
package struct FilmEvent: Sendable, Codable, Equatable {
    /// What happened.
    package enum Kind: Sendable, Codable, Equatable {
        /// Accepted, or accepted again with a changed storyboard.
        case queued
        /// A worker took it up, for the how manieth time.
        case started(attempt: Int)
        /// Another stage began.
        case stage(FilmStage)
        /// The storyboard is ready.
        case planned(title: String, scenes: Int)
        /// Something the person should know but that stops nothing.
        case notice(String)
        /// Progress, a few times a second at most; the one kind that may be dropped for a later one.
        case progress(ProgressReport)
        /// A scene was finished.
        case scene(index: Int, seconds: Double, reused: Bool)
        /// The film can be watched, so many seconds after its submission.
        case playable(seconds: Double)
        /// Done.
        case completed(FilmFigures)
        /// It will be tried again, not before a time.
        case retrying(FilmFault, notBefore: Int64)
        /// Given up.
        case failed(FilmFault)
        /// Stopped.
        case cancelled
        /// Removed, by somebody or by policy.
        case deleted
    }

    /// Grows by at least one with every event of the store: what `Last-Event-ID` carries.
    package let number: Int64
    /// The film.
    package let film: FilmID
    /// Its revision.
    package let revision: Int
    /// When, in milliseconds since 1970.
    package let time: Int64
    /// What.
    package let kind: Kind

    /// Names an event.
    package init(number: Int64, film: FilmID, revision: Int, time: Int64, kind: Kind) {
        self.number = number
        self.film = film
        self.revision = revision
        self.time = time
        self.kind = kind
    }
}

extension FilmEvent.Kind {
    /// The event's name on the wire, as in `video.completed`.
    package var name: String {
        switch self {
        case .queued: "video.queued"
        case .started: "video.started"
        case .stage: "video.stage"
        case .planned: "video.planned"
        case .notice: "video.notice"
        case .progress: "video.progress"
        case .scene: "video.scene"
        case .playable: "video.playable"
        case .completed: "video.completed"
        case .retrying: "video.retrying"
        case .failed: "video.failed"
        case .cancelled: "video.cancelled"
        case .deleted: "video.deleted"
        }
    }

    /// True when nothing follows it unless the film is revised.
    package var isFinal: Bool {
        switch self {
        case .completed, .failed, .cancelled, .deleted: true
        default: false
        }
    }
}
