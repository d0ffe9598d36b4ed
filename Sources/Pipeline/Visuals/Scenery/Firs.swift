internal import Film

/// A wood of firs along an edge.
enum Firs {
    /// Sets firs on a profile: spires of uneven height with stepped branches, in groves with clearings.
    ///
    /// - Parameters:
    ///   - heights: The ground's edge in pixels from the top, one period.
    ///   - tallest: Height of the tallest in pixels at 1080p.
    ///   - scale: Pixels for one at 1080p.
    ///   - random: Decides where they stand.
    /// - Returns: The edge with the firs on it.
    static func along(
        _ heights: [Float], tallest: Float, scale: Float, random: inout SeededRandom
    ) -> [Float] {
        func chance() -> Float { Float(random.next() & 0xFFFFFF) / 16_777_215 }
        var edge = heights
        var place: Float = 0
        while place < Float(heights.count) {
            let large = chance()
            let tall = tallest * (0.3 + 0.7 * large * large) * scale
            let half = tall * (0.15 + 0.06 * chance())
            let foot = heights[min(heights.count - 1, Int(place))]
            let tiers = 5 + 4 * chance()
            for column in Int((place - half).rounded(.down))...Int((place + half).rounded(.up)) {
                let across = min(1, abs(Float(column) - place) / half)
                // A branch hangs: the side falls slowly along it, then drops to the next.
                let tier = across * tiers
                let within = tier - tier.rounded(.down)
                let stepped = (tier.rounded(.down) + within * within * 0.8) / tiers
                let top = foot - tall * (1 - stepped) + 8 * scale
                let wrapped = (column % heights.count + heights.count) % heights.count
                edge[wrapped] = min(edge[wrapped], top)
            }
            let gap = chance()
            place += (gap > 0.93 ? 190 * gap : 7 + 24 * gap) * scale * (tallest / 104)
        }
        return edge
    }
}
