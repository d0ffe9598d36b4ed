import Film

/// Gives scenes ids that follow from what they say and show, not from where they stand.
///
/// An unchanged scene keeps its id, and with it its rendered picture, when others are edited, added or moved.
struct SceneNames {
    private var used: [String: Int] = [:]

    /// The id for a draft: `s-` and 40 bits of a hash, with a count behind it for the same words said again.
    mutating func name(for draft: Draft) -> String {
        var content = draft.narration
        switch draft.kind {
        case .card(let card): content += "\u{1}card\u{1}\(card.role.rawValue)\u{1}\(card.text)\u{1}\(card.detail)"
        case .scenery, .footage:
            if draft.narration.isEmpty { content += "\u{1}held\u{1}\(draft.file ?? draft.wished.first ?? "")" }
        }
        var random = SeededRandom(seed: 0, for: content)
        let hash = String(random.next() >> 24, radix: 16)
        let id = "s-" + String(repeating: "0", count: 10 - hash.count) + hash
        let count = (used[id] ?? 0) + 1
        used[id] = count
        return count == 1 ? id : "\(id)-\(count)"
    }
}
