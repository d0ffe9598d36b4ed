/// Finds the name a person probably meant.
package enum NearestName {
    /// Looks for the known name closest to a typed one.
    ///
    /// Close is an optimal string alignment distance (Damerau 1964, restricted) of at most a third of the typed
    /// name's length, at least one; case does not count.
    /// - Parameters:
    ///   - typed: What the person wrote; names over 60 characters get no suggestion.
    ///   - known: The names there are; the first of equally close ones wins.
    /// - Returns: The name, or `nil` when none is close enough to suggest.
    package static func find(_ typed: String, among known: [String]) -> String? {
        let wanted = Array(typed.lowercased())
        guard !wanted.isEmpty, wanted.count <= 60 else { return nil }
        let limit = max(1, (wanted.count + 1) / 3)
        var best: (name: String, distance: Int)?
        for name in known {
            let distance = distance(wanted, Array(name.lowercased()))
            if distance <= limit, distance < best?.distance ?? .max { best = (name, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into another.
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [i]
            current.reserveCapacity(b.count + 1)
            for j in 1...b.count {
                var cost = min(
                    previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { cost = min(cost, before[j - 2] + 1) }
                current.append(cost)
            }
            (before, previous) = (previous, current)
        }
        return previous[b.count]
    }
}
