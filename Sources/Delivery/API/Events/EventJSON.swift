import Films
import NIOCore

/// How an event is told: `{"id", "object": "event", "type", "created_at", "data": {"id", "revision", …}}`, the same
/// outer shape as a webhook's.
enum EventJSON {
    /// The JSON text, on one line.
    static func text(of event: FilmEvent) -> ByteBuffer {
        JSONWriter.bytes(capacity: 384) { writer in
            writer.object { writer in
                writer.field("id", event.number)
                writer.field("object", literal: "event")
                writer.field("type", event.kind.name)
                writer.field("created_at", event.time / 1000)
                writer.field("time_ms", event.time)
                writer.object("data") { writer in
                    writer.field("id", event.film.rawValue)
                    writer.field("revision", event.revision)
                    details(of: event.kind, to: &writer)
                }
            }
        }
    }

    private static func details(of kind: FilmEvent.Kind, to writer: inout JSONWriter) {
        switch kind {
        case .queued, .cancelled, .deleted: break
        case .started(let attempt): writer.field("attempt", attempt)
        case .stage(let stage): writer.field("stage", stage.rawValue)
        case .planned(let title, let scenes):
            writer.field("title", title)
            writer.field("scenes", scenes)
        case .notice(let text): writer.field("message", text)
        case .progress(let report): progress(report, to: &writer)
        case .scene(let index, let seconds, let reused):
            writer.field("index", index)
            writer.field("seconds", seconds)
            writer.field("reused", reused)
        case .playable(let seconds): writer.field("seconds", seconds)
        case .completed(let figures):
            writer.field("seconds", figures.seconds)
            writer.field("bytes", figures.bytes)
            writer.field("cpu_seconds", figures.cpuSeconds)
            writer.field("wall_seconds", figures.wallSeconds)
        case .retrying(let fault, let notBefore):
            error(fault, to: &writer)
            writer.field("not_before", notBefore / 1000)
        case .failed(let fault): error(fault, to: &writer)
        }
    }

    private static func progress(_ report: ProgressReport, to writer: inout JSONWriter) {
        writer.field("progress", Int((report.fraction * 100).rounded(.down)))
        writer.field("fraction", report.fraction)
        writer.field("scenes_done", report.scenesDone)
        writer.field("scenes_total", report.scenesTotal)
        writer.field("scenes_reused", report.scenesReused)
        writer.field("seconds_left", report.secondsLeft)
        writer.field("playable_after", report.playableAfter)
    }

    private static func error(_ fault: FilmFault, to writer: inout JSONWriter) {
        writer.object("error") { writer in
            writer.field("code", fault.code)
            writer.field("message", fault.remedy.isEmpty ? fault.message : "\(fault.message) \(fault.remedy)")
        }
    }
}
