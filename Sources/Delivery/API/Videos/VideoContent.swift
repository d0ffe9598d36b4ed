import Films
import HTTPServer
import NIOHTTP1
import Platform

/// `GET /v1/videos/{id}/content`: the film, its poster, or the sheet of small pictures.
struct VideoContent: Sendable {
    /// What may be had.
    enum Variant: String, CaseIterable {
        case video
        case thumbnail
        case spritesheet

        /// The file in a revision's folder, and its type as it lies there.
        var file: (name: String, type: String) {
            switch self {
            case .video: ("film.mp4", "video/mp4")
            case .thumbnail: ("poster.jpg", "image/jpeg")
            case .spritesheet: ("thumbnails.jpg", "image/jpeg")
            }
        }
    }

    private let call: Call

    init(_ call: Call) { self.call = call }

    func answer() async throws -> HTTPResponse {
        let query = try call.query()
        try query.only(["variant"])
        let wanted = query["variant"] ?? Variant.video.rawValue
        guard let variant = Variant(rawValue: wanted) else {
            throw APIError(
                .invalidQuery,
                "variant is \(Wording.quoted(wanted)); it must be \(Wording.list(Variant.allCases.map(\.rawValue))).",
                param: "variant")
        }
        let film = try await call.film()
        let revision = try Self.finished(film)
        let (name, type) = variant.file
        let path = Path.join(call.services.places.folder(of: film.id, revision: revision), name)
        let title = film.title ?? film.id.rawValue
        let ending = Path.ending(of: name)
        return HTTPResponse(
            .ok, headers: ["Content-Disposition": Self.disposition(title: title, ending: ending)],
            body: .file(FileBody(path: path, type: type)))
    }

    /// The revision whose files are there.
    ///
    /// - Throws: An ``APIError``: not yet, or never.
    static func finished(_ film: FilmRecord) throws(APIError) -> Int {
        if let revision = film.finishedRevision { return revision }
        switch film.status {
        case .queued, .running, .completed:
            let seconds = Int(min(60, max(1, VideoObject.eta(film) ?? 1)))
            throw APIError(
                .notReady,
                "The video is \(VideoObject.status(film.status)); its content is there once it is completed. "
                    + "urls.stream plays it while it is made.", retryAfter: seconds)
        case .failed:
            throw APIError(.notAvailable, "The video failed and has no content: \(film.fault?.message ?? "").")
        case .cancelled:
            throw APIError(.notAvailable, "The video was cancelled and has no content.")
        }
    }

    /// A name for saving (RFC 6266): plain letters for old clients, the whole title for the others.
    static func disposition(title: String, ending: String) -> String {
        var plain: [UInt8] = []
        for scalar in title.unicodeScalars.prefix(80) {
            let byte = scalar.isASCII ? UInt8(scalar.value) : 0
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                plain.append(byte)
            default: if let last = plain.last, last != UInt8(ascii: "-") { plain.append(UInt8(ascii: "-")) }
            }
        }
        if plain.last == UInt8(ascii: "-") { plain.removeLast() }
        let short = plain.isEmpty ? "video" : String(decoding: plain, as: UTF8.self)
        let whole = PercentCoding.encode(String(title.prefix(80)))
        return "inline; filename=\"\(short).\(ending)\"; filename*=UTF-8''\(whole).\(ending)"
    }
}
