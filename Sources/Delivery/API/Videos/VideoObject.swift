import Film
package import Films

/// A film as clients see it: OpenAI's video object, every key of it, and behind that what more we know.
package enum VideoObject {
    /// Writes a film.
    package static func write(_ film: FilmRecord, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", film.id.rawValue)
            writer.field("object", literal: "video")
            writer.field("model", film.request.model)
            writer.field("status", literal: status(film.status))
            writer.field("progress", progress(film))
            writer.field("created_at", film.created / 1000)
            writer.field("completed_at", film.status == .completed ? film.ended.map { $0 / 1000 } : nil)
            writer.field("expires_at", film.expires.map { $0 / 1000 })
            writer.field("prompt", film.request.words)
            writer.key("size")
            writer.value("\(film.request.brief.size.width)x\(film.request.brief.size.height)")
            writer.field("seconds", seconds(film))
            writer.field("remixed_from_video_id", film.request.remixedFrom?.rawValue)
            writeError(film, to: &writer)
            writeOurs(film, to: &writer)
        }
    }

    /// The four statuses that OpenAI's clients know: a cancelled film has failed there.
    package static func status(_ status: FilmStatus) -> StaticString {
        switch status {
        case .queued: "queued"
        case .running: "in_progress"
        case .completed: "completed"
        case .failed, .cancelled: "failed"
        }
    }

    /// Whole percent; 100 only for a completed film.
    package static func progress(_ film: FilmRecord) -> Int {
        guard film.status != .completed else { return 100 }
        let fraction = film.progress.fraction
        return fraction.isFinite ? max(0, min(99, Int(fraction * 100))) : 0
    }

    /// The length as it was asked for, else as it turned out, else as the words suggest.
    static func seconds(_ film: FilmRecord) -> String {
        if let asked = film.request.seconds { return asked }
        let seconds = film.figures?.seconds ?? film.request.expectedSeconds
        return Wording.plain((seconds * 10).rounded() / 10)
    }

    private static func writeError(_ film: FilmRecord, to writer: inout JSONWriter) {
        switch film.status {
        case .cancelled:
            writer.object("error") { writer in
                writer.field("code", literal: "cancelled")
                writer.field("message", literal: "The video was cancelled.")
            }
        case .failed:
            writer.object("error") { writer in
                writer.field("code", film.fault?.code ?? "internal_error")
                let remedy = film.fault?.remedy ?? ""
                let message = film.fault?.message ?? "The video failed."
                writer.field("message", remedy.isEmpty ? message : "\(message) \(remedy)")
            }
        case .queued, .running, .completed:
            writer.field("error", nil as String?)
        }
    }

    private static func writeOurs(_ film: FilmRecord, to writer: inout JSONWriter) {
        writer.field("title", film.title ?? film.request.title)
        writer.field("revision", film.revision)
        writer.field("stage", film.status == .running ? film.stage?.rawValue : nil)
        writer.object("detail") { writer in
            writer.field("scenes_done", film.progress.scenesDone)
            writer.field("scenes_total", film.progress.scenesTotal)
            writer.field("scenes_reused", film.progress.scenesReused)
            writer.field("playable_after", film.progress.playableAfter)
            writer.field("attempt", film.attempt)
        }
        writer.field("eta_seconds", eta(film))
        writer.field("duration", film.figures?.seconds)
        writer.field("bytes", film.figures?.bytes)
        writer.key("estimate")
        if let estimate = film.estimate { write(estimate, to: &writer) } else { writer.null() }
        writeOrder(film.request, to: &writer)
        writer.object("labels") { writer in
            for (name, value) in film.request.labels.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                writer.value(value)
            }
        }
        writeAddresses(film.id.rawValue, to: &writer)
    }

    /// How the film was asked to be, in the fields of a request.
    private static func writeOrder(_ request: FilmRequest, to writer: inout JSONWriter) {
        let brief = request.brief
        writer.object("order") { writer in
            if case .script = brief.source {
                writer.field("source", "script")
            } else {
                writer.field("source", "prompt")
            }
            writer.field("fps", brief.frameRate.framesPerSecond)
            writer.field("voice", brief.voice?.id ?? "none")
            writer.field("captions", brief.captions.rawValue)
            switch brief.music {
            case .mood(let mood): writer.field("music", mood)
            case .file, .none: writer.field("music", "none")
            }
            writer.field("quality", brief.quality.rawValue)
            writer.field("recording", brief.recording.flatMap { UploadID.named(in: $0) })
            guard let logo = brief.logo, let upload = UploadID.named(in: logo.file) else {
                writer.field("logo", nil as String?)
                return
            }
            writer.object("logo") { writer in
                writer.field("file_id", upload)
                writer.field("corner", logo.corner.rawValue)
            }
        }
    }

    /// Writes what a film will take.
    package static func write(_ estimate: FilmEstimate, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("cpu_seconds", estimate.cpuSeconds)
            writer.field("wall_seconds", estimate.wallSeconds)
            writer.field("bytes", estimate.bytes)
            writer.field("memory", estimate.memory)
        }
    }

    /// Seconds until it is done, as far as can be told; queued films wait besides.
    static func eta(_ film: FilmRecord) -> Double? {
        switch film.status {
        case .queued: film.estimate?.wallSeconds
        case .running: film.progress.secondsLeft ?? film.estimate?.wallSeconds
        case .completed, .failed, .cancelled: nil
        }
    }

    /// Relative references: a service cannot know by which name it is reached.
    private static func writeAddresses(_ id: String, to writer: inout JSONWriter) {
        let root = "/v1/videos/\(id)"
        writer.object("urls") { writer in
            writer.field("self", root)
            writer.field("content", root + "/content")
            writer.field("stream", root + "/stream.mp4")
            writer.field("hls", root + "/hls/film.m3u8")
            writer.field("poster", root + "/content?variant=thumbnail")
            writer.field("events", root + "/events")
            writer.field("storyboard", root + "/storyboard")
        }
    }
}

extension FilmRequest {
    /// The words as they were given; `nil` when a storyboard came without any.
    package var words: String? {
        let text =
            switch brief.source {
            case .prompt(let text): text
            case .script(let text): text
            }
        return text.isEmpty ? nil : text
    }

    /// The length that was asked for, or that the words will take at 15 characters a second, in seconds.
    package var expectedSeconds: Double { brief.length ?? max(5, Double(words?.utf8.count ?? 0) / 15) }
}
