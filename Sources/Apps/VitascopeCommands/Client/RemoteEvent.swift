internal import Rendering

/// One event of a film as the service tells it.
struct RemoteEvent: Decodable, Sendable {
    /// What it says; which fields are there follows from the type.
    struct Details: Decodable, Sendable {
        var revision: Int
        var title: String?
        var scenes: Int?
        var message: String?
        var index: Int?
        var seconds: Double?
        var reused: Bool?
        var fraction: Double?
        var scenesDone: Int?
        var scenesTotal: Int?
        var bytes: Int64?
        var wallSeconds: Double?
        var stage: String?
        var error: RemoteFilm.Fault?
    }

    var type: String
    var data: Details

    /// Whether nothing follows it.
    var isFinal: Bool {
        ["video.completed", "video.failed", "video.cancelled", "video.deleted"].contains(type)
    }
}

/// Turns a service's events into those that ``ProgressView`` shows, so that a film far away looks like one made here.
struct RemoteProgress {
    private let address: String
    private var total = 0
    private var done = 0

    /// The row in the view that stands for all scenes which are being made.
    private static let underWay = -1
    /// Into how many parts a scene's progress is cut.
    private static let parts = 1000

    /// Begins for a film that can be watched at an address.
    init(watchingAt address: String) { self.address = address }

    /// What to show for an event.
    mutating func events(for event: RemoteEvent) -> [RenderEvent] {
        let data = event.data
        switch event.type {
        case "video.queued":
            (total, done) = (0, 0)
            return []
        case "video.planned":
            total = data.scenes ?? 0
            return [.planned(title: OneLine.text(data.title ?? ""), scenes: total)]
        case "video.notice": return [.notice(OneLine.text(data.message ?? ""))]
        case "video.scene":
            done += 1
            let scene = RenderEvent.scene(
                index: data.index ?? done, seconds: data.seconds ?? 0, done: done, total: total,
                reused: data.reused ?? false)
            return [scene, .frames(scene: Self.underWay, done: 0, total: Self.parts)]
        case "video.progress":
            guard let fraction = data.fraction, total > 0 else { return [] }
            let ahead = min(max(fraction * Double(total) - Double(done), 0), Double(total - done))
            return [.frames(scene: Self.underWay, done: Int(ahead * Double(Self.parts)), total: Self.parts)]
        case "video.playable": return [.playable(playlist: address, seconds: data.seconds ?? 0)]
        case "video.stage": return data.stage == "publishing" ? [.finishing] : []
        case "video.retrying":
            return [.notice("It is tried again: \(OneLine.text(data.error?.message ?? ""))")]
        default: return []
        }
    }
}
