package import Film

/// Brings a film to its asked length once it is known how long its words really take.
package enum FilmLength {
    /// Shortest stay of a picture held without words, in seconds.
    private static let shortest = 3.0

    /// Changes how long the pictures at the end are held; words, and what stands between them, are left alone.
    ///
    /// Only the silent pictures behind the last words change (the last picture's hold when there are none), so that
    /// scenes already made stay as they are.
    /// - Parameters:
    ///   - storyboard: The film as planned for that length.
    ///   - lengths: How long each scene really is, pause included, in seconds.
    ///   - wanted: The asked length in seconds.
    /// - Returns: The film's length in seconds after the change.
    @discardableResult
    package static func settle(_ storyboard: inout Storyboard, lengths: [Double], to wanted: Double) -> Double {
        guard lengths.count == storyboard.scenes.count, !lengths.isEmpty else { return lengths.reduce(0, +) }
        let firstHeld = storyboard.scenes.lastIndex { !$0.isHeldPicture }.map { $0 + 1 } ?? 0
        let spoken = lengths[..<firstHeld].reduce(0, +)
        var rest = wanted - spoken
        var count = storyboard.scenes.count - firstHeld
        guard count > 0 else {
            let more = min(max(rest, 0), 10)
            guard more > 0.04, let last = storyboard.scenes.indices.last else { return spoken }
            let pause = storyboard.scenes[last].pauseAfter + Int((more * 1_000).rounded())
            storyboard.scenes[last].pauseAfter = min(pause, DocumentLimits.pause)
            return spoken + more
        }
        // Fewer pictures rather than hurried ones; one stays, so that the film does not end on a word.
        while count > 1, rest / Double(count) < shortest {
            storyboard.scenes.removeLast()
            count -= 1
        }
        rest = max(rest, shortest)
        var left = Int((rest * 1_000).rounded())
        for index in firstHeld..<storyboard.scenes.count {
            let remaining = storyboard.scenes.count - index
            let share = remaining == 1 ? left : left / remaining
            storyboard.scenes[index].minimumDuration = min(share, DocumentLimits.hold)
            left -= share
        }
        return spoken + rest
    }
}

extension Scene {
    /// True for a picture without words that was put there to reach a length.
    fileprivate var isHeldPicture: Bool {
        guard narration.isEmpty, case .footage = shot.kind else { return false }
        return shot.file == nil && pauseAfter == 0
    }
}
