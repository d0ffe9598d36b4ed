internal import ArtifactsFiles
internal import Film
internal import Rendering

/// A workshop for the one film of a command, and where its progress is shown.
struct Bench: Sendable {
    let workshop: Workshop
    let view: ProgressView
    private let started = ContinuousClock.now

    /// Opens a workshop as a command's options ask.
    init(_ place: OutputOptions) throws {
        view = ProgressView(place.progress)
        workshop = try Workshop(pronunciations: place.pronunciations)
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
