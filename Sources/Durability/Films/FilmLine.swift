/// A waiting film as far as choosing among them needs it.
package struct WaitingFilm: Sendable, Equatable {
    /// The film.
    package let id: FilmID
    /// Its lane.
    package let lane: Lane
    /// Its place in the line; see ``FilmEntry/rank``.
    package let rank: Int64
    /// Since when it waits.
    package let since: Int64
    /// Bytes of memory it is estimated to need.
    package let memory: Int64
    /// Bytes of disk it is estimated to need.
    package let bytes: Int64

    /// Names a waiting film.
    package init(id: FilmID, lane: Lane, rank: Int64, since: Int64, memory: Int64, bytes: Int64) {
        self.id = id
        self.lane = lane
        self.rank = rank
        self.since = since
        self.memory = memory
        self.bytes = bytes
    }

    /// A film as it waits.
    package init(_ entry: FilmEntry) {
        self.init(
            id: entry.record.id, lane: entry.record.lane, rank: entry.rank, since: entry.standing.since,
            memory: entry.record.estimate?.memory ?? 0, bytes: entry.record.estimate?.bytes ?? 0)
    }

    /// Whether it fits an offer.
    package func fits(_ offer: WorkerOffer) -> Bool { memory <= offer.memory && bytes <= offer.disk }
}

/// What a worker is making already.
package struct WorkerLoad: Sendable, Equatable {
    /// How many films.
    package var films = 0
    /// How many of them are long.
    package var longFilms = 0
    /// Memory estimated for them, in bytes.
    package var memory: Int64 = 0
    /// Disk estimated for them, in bytes.
    package var bytes: Int64 = 0

    /// Nothing.
    package init() {}

    /// Counts a film in.
    package mutating func add(_ film: WaitingFilm) {
        films += 1
        if film.lane == .long { longFilms += 1 }
        memory += film.memory
        bytes += film.bytes
    }
}

extension WorkerOffer {
    /// How many long films this worker may have at a time: half of what it makes, so that short ones find room.
    package var longShare: Int { max(1, slots / 2) }

    /// Chooses the film that is next in line.
    ///
    /// A film that does not fit is passed over, so that it does not hold up smaller ones. Once it has waited for
    /// ``FilmRules/patience``, room is kept for it where it would fit if what this worker makes now were done; and a
    /// worker that makes nothing takes it even where its estimated memory does not fit: an estimate is no promise, and
    /// waiting for a bigger machine may be for ever. Disk is different, nothing is begun that it cannot hold.
    /// - Parameters:
    ///   - waiting: Films whose time has come, in any order: at least, of each lane, the first that fits and the first
    ///     that have waited too long and do not fit.
    ///   - load: What this worker makes already.
    ///   - now: The time.
    /// - Returns: The film, or `nil` when none may be begun now.
    package func choose(from waiting: [WaitingFilm], load: WorkerLoad, now: Int64) -> FilmID? {
        let line = waiting.sorted { ($0.rank, $0.id) < ($1.rank, $1.id) }
        for film in line where lanes.contains(film.lane) && (film.lane == .short || load.longFilms < longShare) {
            if film.fits(self) { return film.id }
            guard now - film.since >= FilmRules.patience else { continue }
            if load.films == 0 {
                if film.bytes <= disk { return film.id }
            } else if film.bytes <= sum(disk, load.bytes) {
                return nil
            }
        }
        return nil
    }

    private func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (total, overflow) = left.addingReportingOverflow(right)
        return overflow ? .max : total
    }
}
