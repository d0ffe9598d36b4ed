/// Where a scene's key pictures go.
///
/// A scene is divided evenly: 4.3 s become three groups of 1.43 s and not 2 + 2 + 0.3, so that no segment is a splinter
/// and no key picture is spent on one.
package enum GOPPlan {
    /// The frames that start a group of pictures.
    ///
    /// - Parameters:
    ///   - frames: The scene's length in frames.
    ///   - longest: The most frames a group may have.
    ///   - first: The most frames the first group may have; short for a film's first scene, so that its first segment
    ///     is there early.
    /// - Returns: Frame indices in rising order, the first of them 0; none for an empty scene.
    package static func keyFrames(frames: Int, longest: Int, first: Int? = nil) -> [Int] {
        guard frames > 0 else { return [] }
        let longest = max(1, longest)
        let opening = first.map { min(max(1, $0), longest) } ?? 0
        guard opening < frames else { return [0] }
        let rest = frames - opening
        let groups = (rest + longest - 1) / longest
        let keys = (0..<groups).map { opening + $0 * rest / groups }
        return opening > 0 ? [0] + keys : keys
    }
}
