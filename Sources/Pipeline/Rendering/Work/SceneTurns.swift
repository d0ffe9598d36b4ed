package import Platform

/// Decides when a film's scenes are drawn, where several films share a machine.
package protocol SceneTurns: Sendable {
    /// Waits until a scene may be drawn.
    ///
    /// - Parameters:
    ///   - scene: The scene's index.
    ///   - seconds: Its length.
    /// - Returns: The turn, which the caller ends.
    /// - Throws: `CancellationError` when the task is cancelled.
    func begin(scene: Int, seconds: Double) async throws -> any SceneTurn
}

/// The right to draw one scene.
package protocol SceneTurn: Sendable {
    /// Called before every frame, on the thread that draws: waits while something more urgent is drawn.
    ///
    /// - Throws: `CancellationError` once the flag is set.
    func pass(_ flag: CancellationFlag) throws

    /// Gives the turn back; a second time does nothing.
    func end()
}

/// No waiting: a film that has the machine to itself.
package struct FreeTurns: SceneTurns {
    private struct Turn: SceneTurn {
        func pass(_ flag: CancellationFlag) throws { try flag.check() }

        func end() {}
    }

    /// Makes turns that are always free.
    package init() {}

    package func begin(scene: Int, seconds: Double) async throws -> any SceneTurn { Turn() }
}
