internal import Film
internal import Films

/// A film as the service tells of it; only what the commands show.
struct RemoteFilm: Decodable, Sendable {
    /// Why it failed.
    struct Fault: Decodable, Sendable {
        var code: String
        var message: String
    }

    /// How far it is.
    struct Detail: Decodable, Sendable {
        var scenesDone: Int
        var scenesTotal: Int
        var playableAfter: Double?
    }

    /// Where its parts are, relative to the service.
    struct Addresses: Decodable, Sendable {
        var stream: String
        var hls: String
    }

    var id: String
    var status: String
    var progress: Int
    var createdAt: Int64
    var title: String?
    var prompt: String?
    var size: String
    var revision: Int
    var stage: String?
    var duration: Double?
    var bytes: Int64?
    var etaSeconds: Double?
    var error: Fault?
    var detail: Detail
    var urls: Addresses

    /// Whether nothing will happen to it any more.
    var isFinal: Bool { status == "completed" || status == "failed" }

    /// `cancelled` told apart from `failed`.
    var state: String { error?.code == "cancelled" ? "cancelled" : status }

    /// What to call it on one line.
    var name: String {
        OneLine.text(title ?? prompt ?? "", limit: 60)
    }

    /// Its failure as a command tells it; `nil` for a film that did not fail.
    var failure: FilmError? {
        guard status == "failed" else { return nil }
        return Self.failure(code: error?.code ?? "", message: error?.message ?? "The film failed.")
    }

    /// A failure that the service told, with the exit code that `make` would have had.
    static func failure(code: String, message: String) -> FilmError {
        let kind: FilmError.Code =
            switch code {
            case "cancelled": .cancelled
            case "disk_full": .output
            default: FilmError.Code(rawValue: code) ?? .internalFault
            }
        return FilmError(kind, OneLine.text(message))
    }
}

/// The id of a film on the command line.
enum FilmName {
    /// A film's id, checked before it becomes part of an address or a file's name.
    static func check(_ text: String) throws(FilmError) -> FilmID {
        guard let id = FilmID(rawValue: text) else {
            throw FilmError(
                .usage, "\(BriefReader.quoted(text)) is not the id of a film.",
                remedy: "Ids begin with video_; 'vitascope list' shows them.")
        }
        return id
    }
}
