internal import Film
internal import Films
internal import Footage
internal import ModelPacks
internal import Platform
internal import Rendering
internal import Workers

/// Makes a service's films in a workshop, with the library and uploads that clients may choose from.
struct ServiceMaker: FilmMaker {
    let workshop: Workshop
    let places: FilmPlaces
    /// Folders that films are illustrated from, besides the starter photos and a film's own uploads.
    let libraries: [String]
    /// Whether what films need is let go while none are made.
    let rests: Bool

    func plan(_ request: FilmRequest, notice: @escaping @Sendable (String) -> Void) async throws -> Storyboard {
        if let document = request.storyboard {
            return try await match(try StoryboardFile.decode(Array(document.utf8)), for: request, notice: notice)
        }
        let plan = try await workshop.plan(request.brief, title: request.title, notice: notice)
        return try await match(plan, for: request, notice: notice)
    }

    func match(
        _ storyboard: Storyboard, for request: FilmRequest, notice: @escaping @Sendable (String) -> Void
    ) async throws -> Storyboard {
        try permitted.check(storyboard)
        let matched = try await workshop.match(storyboard, libraries: folders(for: request), notice: notice)
        try permitted.check(matched)
        return matched
    }

    func make(
        _ order: FilmOrder, report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary {
        let making = Making(
            length: order.length, steps: order.steps, turns: order.turns,
            scheduling: { order.turns.scheduling($0) }, report: report)
        return try await workshop.make(order.storyboard, making) {
            FilmFolder(folder: order.folder, storyboard: $0, credits: $1, lock: order.lock, streams: true)
        }
    }

    func rest() async {
        guard rests else { return }
        workshop.rest()
    }

    /// The library's folders and the starter photos.
    var standingFolders: [String] {
        libraries + [workshop.starterFolder].compactMap { $0 }
    }

    /// What films may show: the libraries, the starter photos, and uploads, whose ids nobody can guess.
    var permitted: PermittedFiles { PermittedFiles(folders: standingFolders + [places.uploads]) }

    /// The library's folders and those of the film's uploads.
    private func folders(for request: FilmRequest) -> [String] {
        let uploads = request.media.filter(Self.isUpload).map { places.folder(ofUpload: $0) }
        return libraries + uploads.filter { FileSystem.facts($0)?.isFolder == true }
    }

    /// Whether a name can be that of an upload's folder: ids become paths.
    private static func isUpload(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 64
            && id.utf8.allSatisfy {
                (48...57).contains($0) || (97...122).contains($0) || (65...90).contains($0) || $0 == 95 || $0 == 45
            }
    }
}
