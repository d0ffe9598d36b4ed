extension [FilmEvent] {
    /// How many events of a film are kept; older ones go first.
    package static var longestHistory: Int { 5000 }

    /// Appends events and forgets what they outdate: all progress but the last, and what is too old.
    mutating func keep(_ events: [FilmEvent]) {
        if events.contains(where: \.kind.isProgress) { removeAll(where: \.kind.isProgress) }
        let last = events.last(where: \.kind.isProgress)?.number
        self += events.filter { !$0.kind.isProgress || $0.number == last }
        if count > Self.longestHistory { removeFirst(count - Self.longestHistory) }
    }
}
