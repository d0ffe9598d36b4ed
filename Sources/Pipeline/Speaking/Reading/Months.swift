/// Names of months.
enum Months {
    /// The twelve names.
    static let names = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// The month a word names, 1...12, in full or cut to three or four letters.
    static func number(_ word: some StringProtocol) -> Int? {
        guard word.first?.isUppercase == true, word.count >= 3 else { return nil }
        if word == "Sept" { return 9 }
        let index = names.firstIndex { $0 == word || (word.count == 3 && $0.hasPrefix(word)) }
        return index.map { $0 + 1 }
    }
}
