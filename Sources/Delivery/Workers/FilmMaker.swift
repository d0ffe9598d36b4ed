package import Film
package import Films
package import Rendering
package import Steps

/// Plans and makes films; the program assembles one from its drivers.
package protocol FilmMaker: Sendable {
    /// Plans a request and finds its pictures.
    ///
    /// - Returns: The storyboard, and what the person should know.
    /// - Throws: A `FilmError`.
    func plan(_ request: FilmRequest, uploads: String) async throws -> (storyboard: Storyboard, notices: [String])

    /// Makes a storyboard's film into a folder.
    ///
    /// - Parameters:
    ///   - storyboard: The film, planned.
    ///   - length: The length that was asked for, in seconds.
    ///   - folder: Where it goes.
    ///   - steps: Hands out its steps.
    ///   - report: Told what happens, from any thread.
    /// - Returns: What it turned out to be.
    /// - Throws: A `FilmError`; `CancellationError`.
    func make(
        _ storyboard: Storyboard, length: Double?, folder: String, steps: any StepStore,
        report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary
}
