package import Film
package import Films
package import Rendering
package import Steps

/// Plans and makes films; the program assembles one from its drivers.
package protocol FilmMaker: Sendable {
    /// Plans a request and finds its pictures.
    ///
    /// - Parameters:
    ///   - request: What was asked.
    ///   - notice: Told what the person should know, from any thread.
    /// - Returns: The storyboard.
    /// - Throws: A `FilmError`; `CancellationError`.
    func plan(_ request: FilmRequest, notice: @escaping @Sendable (String) -> Void) async throws -> Storyboard

    /// Finds the pictures that a changed storyboard lacks; choices that stand in it are kept.
    ///
    /// - Parameters:
    ///   - storyboard: The film.
    ///   - request: What was asked at first: the uploads that the film may be illustrated with.
    ///   - notice: Told what the person should know, from any thread.
    /// - Returns: The storyboard, ready to be made.
    /// - Throws: A `FilmError`; `CancellationError`.
    func match(
        _ storyboard: Storyboard, for request: FilmRequest, notice: @escaping @Sendable (String) -> Void
    ) async throws -> Storyboard

    /// Makes a storyboard's film into a folder.
    ///
    /// - Parameters:
    ///   - order: What is to be made, and how it shares the machine.
    ///   - report: Told what happens, from any thread.
    /// - Returns: What it turned out to be.
    /// - Throws: A `FilmError`; `CancellationError`.
    func make(
        _ order: FilmOrder, report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary

    /// Lets go what takes memory: nothing was made for a while.
    func rest() async
}

/// One film to make.
package struct FilmOrder: Sendable {
    /// The film, planned and matched.
    package var storyboard: Storyboard
    /// The length that was asked for, in seconds.
    package var length: Double?
    /// Where it goes.
    package var folder: String
    /// A file that is locked while the folder is written, so that a worker that lost the film and its successor never
    /// write at the same time.
    package var lock: String
    /// Hands out its steps.
    package var steps: any StepStore
    /// Its share of the machine.
    package var turns: FilmTurns

    /// Describes a film to make.
    package init(
        storyboard: Storyboard, length: Double?, folder: String, lock: String, steps: any StepStore, turns: FilmTurns
    ) {
        self.storyboard = storyboard
        self.length = length
        self.folder = folder
        self.lock = lock
        self.steps = steps
        self.turns = turns
    }
}
