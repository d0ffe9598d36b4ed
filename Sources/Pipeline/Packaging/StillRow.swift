package import LibAV

/// The small pictures of a film in order, gathered while it is made; few enough for films of any length.
package struct StillRow {
    private var stills: [(time: Int, still: Still)] = []
    /// Of so many pictures one is kept.
    private var stride = 1
    private var seen = 0

    /// Begins without any.
    package init() {}

    /// Adds a picture.
    ///
    /// - Parameters:
    ///   - still: The picture.
    ///   - time: When it is shown in milliseconds, not before the last one's.
    package mutating func append(_ still: Still, at time: Int) {
        if seen.isMultiple(of: stride) { stills.append((time, still)) }
        seen += 1
        // A sheet shows a hundred at most, so that of four times as many every other may go.
        guard stills.count > 4 * Thumbnails.most else { return }
        stride *= 2
        stills = stills.enumerated().filter { $0.offset.isMultiple(of: 2) }.map { $0.element }
    }

    /// The picture nearest to each of some moments in milliseconds, which must rise; none when there are no pictures.
    package func nearest(to moments: [Int]) -> [Still] {
        guard !stills.isEmpty else { return [] }
        var place = 0
        return moments.map { moment in
            while place + 1 < stills.count, abs(stills[place + 1].time - moment) <= abs(stills[place].time - moment) {
                place += 1
            }
            return stills[place].still
        }
    }
}
