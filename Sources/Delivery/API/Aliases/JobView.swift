import Films
import NIOCore

/// A film as the short job interfaces tell it.
enum JobView {
    /// The four statuses that scripts know: a cancelled job has failed.
    static func status(_ status: FilmStatus) -> StaticString {
        switch status {
        case .queued: "pending"
        case .running: "processing"
        case .completed: "completed"
        case .failed, .cancelled: "failed"
        }
    }

    /// Statuses by the names above.
    static func statuses(named name: String) -> Set<FilmStatus>? {
        switch name {
        case "pending": [.queued]
        case "processing": [.running]
        case "completed": [.completed]
        case "failed": [.failed, .cancelled]
        default: nil
        }
    }

    /// What is being done, in one word.
    static func step(_ film: FilmRecord) -> String {
        switch film.status {
        case .queued: "queued"
        case .running: film.stage?.rawValue ?? "starting"
        case .completed: "completed"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    /// Writes a job of `/jobs`.
    static func write(job film: FilmRecord, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", film.id.rawValue)
            common(film, to: &writer)
            writer.field("prompt", film.request.words)
            writer.field("created_at", film.created / 1000)
            writer.field("started_at", film.started.map { $0 / 1000 })
            writer.field("completed_at", film.ended.map { $0 / 1000 })
            writer.field("progress", VideoObject.progress(film))
        }
    }

    /// Writes a job of `/mcp`.
    static func write(task film: FilmRecord, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("job_id", film.id.rawValue)
            common(film, to: &writer)
            writer.field("overall_progress", VideoObject.progress(film))
            writer.field("current_step", step(film))
            writer.field("scenes_processed", film.progress.scenesDone)
            writer.field("total_scenes", film.progress.scenesTotal)
            writer.field("eta_seconds", VideoObject.eta(film))
        }
    }

    /// Writes what a finished film is and where it lies.
    static func write(result film: FilmRecord, idName: StaticString, to writer: inout JSONWriter) {
        let root = "/v1/videos/\(film.id)"
        writer.object { writer in
            writer.field(idName, film.id.rawValue)
            writer.field("status", literal: status(film.status))
            writer.field("title", film.title)
            writer.field("duration", film.figures?.seconds)
            writer.field("bytes", film.figures?.bytes)
            writer.field("video_url", "\(root)/content")
            writer.field("hls_url", "\(root)/hls/film.m3u8")
            writer.field("thumbnail_url", "\(root)/poster.jpg")
            writer.field("captions_url", "\(root)/captions.vtt")
            writer.field("credits_url", "\(root)/credits.json")
            writer.field("storyboard_url", "\(root)/storyboard")
        }
    }

    private static func common(_ film: FilmRecord, to writer: inout JSONWriter) {
        writer.field("status", literal: status(film.status))
        switch film.status {
        case .failed: writer.field("error", film.fault?.message ?? "The video failed.")
        case .cancelled: writer.field("error", "The video was cancelled.")
        default: writer.field("error", nil as String?)
        }
        let isDone = film.finishedRevision != nil
        writer.field("result_url", isDone ? "/v1/videos/\(film.id)/content" : nil)
        writer.field("stream_url", "/v1/videos/\(film.id)/hls/film.m3u8")
    }
}
