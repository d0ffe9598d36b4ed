internal import FoundationEssentials
internal import Rendering

/// One event as one line of JSON, for `--progress json`.
enum EventLine {
    private struct Line: Encodable {
        var event: String
        var title: String?
        var scenes: Int?
        var message: String?
        var scene: Int?
        var done: Int?
        var total: Int?
        var reused: Bool?
        var playlist: String?
        var seconds: Double?
        var summary: RenderSummary?
    }

    /// The event as JSON without a line end.
    static func json(_ event: RenderEvent) -> String {
        var line: Line
        switch event {
        case .planned(let title, let scenes):
            line = Line(event: "planned", title: title, scenes: scenes)
        case .notice(let text):
            line = Line(event: "notice", message: text)
        case .spoken(let done, let total):
            line = Line(event: "spoken", done: done, total: total)
        case .frames(let scene, let done, let total):
            line = Line(event: "frames", scene: scene, done: done, total: total)
        case .scene(let index, let seconds, let done, let total, let reused):
            line = Line(event: "scene", scene: index, done: done, total: total, reused: reused, seconds: seconds)
        case .playable(let playlist, let seconds):
            line = Line(event: "playable", playlist: playlist, seconds: seconds)
        case .finishing:
            line = Line(event: "finishing")
        case .finished(let summary):
            line = Line(event: "finished", summary: summary)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { return #"{"event":"unknown"}"# }
        return String(decoding: bytes, as: UTF8.self)
    }
}
