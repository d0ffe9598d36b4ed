internal import ArtifactsFiles
internal import Film
internal import Rendering

/// A workshop for the one film of a command, and where its progress is shown.
struct Bench: Sendable {
    let workshop: Workshop
    let view: ProgressView
    private let started = ContinuousClock.now

    /// Opens a workshop as a command's options ask.
    ///
    /// - Throws: A `FilmError` when the pronunciations cannot be read.
    init(_ progress: ProgressMode, pronunciations: String? = nil) throws {
        view = ProgressView(progress)
        workshop = try Workshop(pronunciations: pronunciations)
    }

    /// Plans a brief and finds its pictures.
    ///
    /// - Parameters:
    ///   - brief: Words and looks.
    ///   - scriptPath: The script's file; `nil` or `-` for none.
    ///   - libraries: Folders to choose from; the library's own when empty.
    /// - Returns: The film, ready to be made.
    /// - Throws: A `FilmError`; `CancellationError`.
    func plan(_ brief: Brief, scriptPath: String?, libraries: [String]) async throws -> Storyboard {
        let plan = try await workshop.plan(brief, scriptPath: scriptPath, notice: view.notice)
        return try await match(plan, scriptPath: scriptPath, libraries: libraries)
    }

    /// Finds pictures for the scenes that have none; parameters as for planning.
    func match(_ storyboard: Storyboard, scriptPath: String?, libraries: [String]) async throws -> Storyboard {
        try await workshop.match(
            storyboard, scriptPath: scriptPath, libraries: try await workshop.folders(libraries), notice: view.notice)
    }

    /// Makes the film and tells the person where it is.
    ///
    /// - Parameters:
    ///   - storyboard: The film, matched.
    ///   - length: The length that was asked for, in seconds.
    ///   - target: Where it goes.
    /// - Throws: A `FilmError`; `CancellationError`.
    func render(_ storyboard: Storyboard, length: Double? = nil, into target: FilmTarget) async throws {
        let making = Making(length: length, started: started) { [view] in view.show($0) }
        switch target {
        case .folder(let folder):
            let summary = try await workshop.make(storyboard, making) {
                FilmFolder(folder: folder ?? "out/film", storyboard: $0, credits: $1)
            }
            Terminal.output("\(summary.film)\n\(summary.playlist)\n")
        case .standardOutput:
            try await workshop.stream(storyboard, making, descriptor: 1)
        }
        try await workshop.artifacts.trim(to: Workshop.cacheLimit)
    }
}
