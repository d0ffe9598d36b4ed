internal import Footage

/// The library for people.
enum LibraryText {
    /// What looking through a folder gave.
    static func text(_ summary: LibrarySummary) -> String {
        var text =
            "\(summary.folder): \(summary.photos) photos, \(summary.clips) clips "
            + "(\(summary.added) new, \(summary.updated) changed, \(summary.removed) gone)\n"
        if let notice = summary.notice { text += notice + "\n" }
        for skipped in summary.skipped.prefix(20) { text += "skipped \(skipped.path): \(skipped.reason)\n" }
        if summary.skipped.count > 20 { text += "and \(summary.skipped.count - 20) more skipped\n" }
        return text
    }

    /// Items as a table.
    static func table(_ items: [FootageItem]) -> String {
        Table.text(
            [["KIND", "SIZE", "LENGTH", "LICENCE", "PATH"]]
                + items.map { item in
                    [
                        item.kind.rawValue, "\(item.width)x\(item.height)",
                        item.duration > 0 ? ProgressView.clock(Double(item.duration) / 1000) : "",
                        item.words.licence, item.path,
                    ]
                })
    }

    /// Search results with their scores.
    static func hits(_ hits: [FootageLibrary.Hit]) -> String {
        Table.text(
            [["SCORE", "KIND", "WHAT", "PATH"]]
                + hits.map { hit in
                    let score = "\(hit.score.rounded(places: 2))"
                    return [score, hit.item.kind.rawValue, String(hit.item.words.heading.prefix(60)), hit.item.path]
                })
    }
}
