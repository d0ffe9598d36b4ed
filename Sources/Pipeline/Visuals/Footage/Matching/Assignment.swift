/// Gives each scene at most one picture and each picture to at most one scene so that the total fit is greatest.
///
/// Shortest augmenting paths with node prices (Jonker and Volgenant, "A shortest augmenting path algorithm for dense and
/// sparse linear assignment problems", Computing 38, 1987), over the few pictures that each scene could take. Fits are
/// counted in whole millionths, so that sums are exact and the result does not depend on rounding.
enum Assignment {
    /// One picture that a scene could take.
    struct Option: Sendable, Equatable {
        let picture: Int
        /// Above 0, at most 1.
        let fit: Double
    }

    /// Solves the assignment.
    ///
    /// - Parameters:
    ///   - options: For each scene the pictures that it could take, in any order, each at most once.
    ///   - pictures: How many pictures there are.
    /// - Returns: For each scene the chosen picture, or `nil` when nothing is left that fits.
    static func solve(_ options: [[Option]], pictures: Int) -> [Int?] {
        // Column `pictures + scene` is that scene's own "no picture", so that a free column can always be reached.
        let unit = 1_000_000
        let columns = pictures + options.count
        let edges: [[(column: Int, cost: Int)]] = options.enumerated().map { scene, list in
            list.map { ($0.picture, unit - Int((min(1, max(0, $0.fit)) * Double(unit)).rounded())) }
                .sorted { $0.column < $1.column } + [(pictures + scene, unit)]
        }
        var owner = [Int](repeating: -1, count: columns)
        var choice = [Int](repeating: -1, count: options.count)
        var price = [Int](repeating: 0, count: columns)

        for scene in options.indices {
            var distance: [Int: Int] = [:]
            var via: [Int: Int] = [:]
            var settled: Set<Int> = []
            var frontier = Heap()
            var row = scene
            var base = 0
            var target = -1
            while true {
                for (column, cost) in edges[row] where !settled.contains(column) {
                    // The reduced cost of leaving a row by its own column is 0, so this is the way's length so far.
                    let reduced = base + cost - price[column] - (row == scene ? 0 : offset(row))
                    if reduced < distance[column] ?? .max {
                        distance[column] = reduced
                        via[column] = row
                        frontier.push(reduced, column)
                    }
                }
                var next = frontier.pop()
                while let candidate = next, settled.contains(candidate.column) { next = frontier.pop() }
                guard let (length, column) = next else { break }
                settled.insert(column)
                base = length
                if owner[column] < 0 {
                    target = column
                    break
                }
                row = owner[column]
            }
            for column in settled where column != target { price[column] -= base - (distance[column] ?? base) }
            var column = target
            while column >= 0 {
                let row = via[column] ?? scene
                let previous = choice[row]
                owner[column] = row
                choice[row] = column
                column = row == scene ? -1 : previous
            }
        }

        func offset(_ row: Int) -> Int {
            let column = choice[row]
            let cost = edges[row].first { $0.column == column }?.cost ?? 0
            return cost - price[column]
        }
        return choice.map { $0 >= 0 && $0 < pictures ? $0 : nil }
    }
}

/// A binary heap of columns by distance, equal distances by column, so that ties fall the same way everywhere.
private struct Heap {
    private var items: [(length: Int, column: Int)] = []

    mutating func push(_ length: Int, _ column: Int) {
        items.append((length, column))
        var child = items.count - 1
        while child > 0, items[child] < items[(child - 1) / 2] {
            items.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func pop() -> (length: Int, column: Int)? {
        guard let top = items.first, let last = items.popLast() else { return nil }
        guard !items.isEmpty else { return top }
        items[0] = last
        var parent = 0
        while true {
            let children = [parent * 2 + 1, parent * 2 + 2].filter { $0 < items.count }
            guard let least = children.min(by: { items[$0] < items[$1] }), items[least] < items[parent] else { break }
            items.swapAt(least, parent)
            parent = least
        }
        return top
    }
}
