/// Finds what closes what before a paragraph is read, in linear time.
enum InlinePartners {
    /// For each `[` and `(` the position that closes it, for each `<` the next `>`; -1 elsewhere.
    static func find(_ characters: [Character]) -> [Int] {
        var partner = [Int](repeating: -1, count: characters.count)
        var squares: [Int] = []
        var rounds: [Int] = []
        var index = 0
        while index < characters.count {
            switch characters[index] {
            case "\\": index += 1
            case "[": squares.append(index)
            case "]": if let open = squares.popLast() { partner[open] = index }
            case "(": rounds.append(index)
            case ")": if let open = rounds.popLast() { partner[open] = index }
            default: break
            }
            index += 1
        }
        var nextClose = -1
        for index in characters.indices.reversed() {
            if characters[index] == ">" { nextClose = index }
            if characters[index] == "<" {
                partner[index] = nextClose
                // A tag holds no other tag's start: what is left of this one closes before it.
                nextClose = -1
            }
        }
        return partner
    }

    /// Where runs of backticks start, by the run's length, from last to first.
    static func codeFences(_ characters: [Character]) -> [Int: [Int]] {
        var fences: [Int: [Int]] = [:]
        var index = 0
        while index < characters.count {
            guard characters[index] == "`" else {
                index += 1
                continue
            }
            let start = index
            while index < characters.count, characters[index] == "`" { index += 1 }
            fences[index - start, default: []].append(start)
        }
        return fences.mapValues { $0.reversed() }
    }
}
