/// The entity tags of `If-Match` or `If-None-Match` (RFC 9110 §8.8.3, §13.1).
package struct EntityTags: Sendable, Equatable {
    private let tags: [String]
    private let isAny: Bool

    /// Whether the header was not sent.
    package var isEmpty: Bool { tags.isEmpty && !isAny }

    /// Reads the headers' values; what is malformed matches nothing.
    package init(_ values: [String]) {
        let items = values.flatMap { $0.split(separator: ",") }
            .map { String($0.filter { $0 != " " && $0 != "\t" }) }.filter { !$0.isEmpty }
        isAny = items == ["*"]
        tags = isAny ? [] : items
    }

    /// Whether one of them is the tag; weak ones count only for a weak comparison.
    package func matches(_ tag: String, weakly: Bool) -> Bool {
        isAny || tags.contains { $0 == tag || weakly && $0 == "W/" + tag }
    }
}
