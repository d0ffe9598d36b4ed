/// Tells parts of speech (Penn Treebank tags) with the pack's averaged perceptron.
///
/// The features are those the weights were trained with (`hibari-tts` 0.2.1, `tagger.py`).
struct Tagger {
    private let file: LexiconFile
    private let tags: [String]

    /// Uses the tagger of a compiled file.
    init(_ file: LexiconFile) {
        self.file = file
        tags = (file.text("", in: .tags) ?? "").split(separator: "\n").map { String($0) }
    }

    /// One tag for each token.
    func tag(_ tokens: [String]) -> [String] {
        let known = ["-START2-", "-START-"] + tokens.map(normalised) + ["-END-", "-END2-"]
        var before = "-START-"
        var before2 = "-START2-"
        return tokens.enumerated().map { index, token in
            let usual = file.look(token, in: .usualTags) { Int($0.first ?? 0) }
            let tag =
                usual.map { tags[min($0, tags.count - 1)] }
                ?? predicted(features(index, token, known, before, before2))
            (before2, before) = (before, tag)
            return tag
        }
    }

    private func predicted(_ features: [String]) -> String {
        var scores = [Int32](repeating: 0, count: max(tags.count, 1))
        var any = false
        for feature in features {
            file.look(feature, in: .weights) { weights in
                any = true
                var at = 0
                while at + 2 < weights.count {
                    let weight = Int16(bitPattern: UInt16(weights[at + 1]) | UInt16(weights[at + 2]) << 8)
                    if Int(weights[at]) < scores.count { scores[Int(weights[at])] += Int32(weight) }
                    at += 3
                }
            }
        }
        guard any, !tags.isEmpty else { return "NN" }
        let best = tags.indices.max { (scores[$0], tags[$0]) < (scores[$1], tags[$1]) }
        return best.map { tags[$0] } ?? "NN"
    }

    private func features(_ i: Int, _ token: String, _ known: [String], _ before: String, _ before2: String) -> [String]
    {
        let j = i + 2
        return [
            "b", "s3=" + token.suffix(3), "p1=" + token.prefix(1), "w=" + known[j], "sh=" + shape(token),
            i == 0 ? "i0" : "i+", "t-1=" + before, "t-2=" + before2, "t-12=" + before + "," + before2,
            "w-1=" + known[j - 1], "s3-1=" + known[j - 1].suffix(3), "w-2=" + known[j - 2], "w+1=" + known[j + 1],
            "s3+1=" + known[j + 1].suffix(3), "w+2=" + known[j + 2],
        ]
    }

    private func normalised(_ token: String) -> String {
        let form: String
        if token.dropFirst().contains("-"), token.first != "-" {
            form = "!HYPHEN"
        } else if token.count == 4, token.allSatisfy({ $0.isNumber }) {
            form = "!YEAR"
        } else if token.first?.isNumber == true {
            form = "!DIGITS"
        } else {
            form = token.lowercased()
        }
        return file.look(form, in: .vocabulary) { _ in form } ?? "<" + shape(token) + ">"
    }

    private func shape(_ token: String) -> String {
        if token.allSatisfy({ $0.isLetter }) {
            let upper = token.allSatisfy { $0.isUppercase }
            if token.allSatisfy({ $0.isLowercase }) { return "x" }
            if upper { return token.count > 1 ? "XX" : "X1" }
            let rest = token.dropFirst()
            return token.first?.isUppercase == true && rest.allSatisfy { $0.isLowercase } ? "Xx" : "xX"
        }
        if token.allSatisfy({ $0.isNumber }) { return "d" }
        return String(token.prefix(4).map { $0.isNumber ? "d" : $0.isLetter ? "x" : $0 })
    }
}
