extension FilmEntry {
    /// A film that is accepted now; where its cost is estimated, the estimate chooses its lane.
    ///
    /// - Returns: The film and the events that tell of it.
    package static func accept(_ record: FilmRecord, now: Int64) -> (entry: FilmEntry, events: [FilmEvent.Kind]) {
        var record = record
        record.status = .queued
        if record.estimate != nil { record.lane = FilmRules.lane(for: record.estimate) }
        return (FilmEntry(record: record, standing: FilmStanding(since: now)), [.queued])
    }

    /// Stops it; one that has ended stays as it is.
    package mutating func cancel(now: Int64, rules: FilmRules) -> [FilmEvent.Kind] {
        guard !record.status.isFinal else { return [] }
        end(.cancelled, now: now, rules: rules)
        return [.cancelled]
    }

    /// Puts a failed or cancelled film back into the line, with all its attempts again.
    ///
    /// - Throws: ``FilmStoreError`` `.conflict` where it stands otherwise.
    package mutating func retry(now: Int64) throws(FilmStoreError) -> [FilmEvent.Kind] {
        guard record.status == .failed || record.status == .cancelled else {
            throw .conflict("The film is \(record.status.rawValue): only a failed or cancelled one is tried again.")
        }
        wait(now: now)
        return [.queued]
    }

    /// Begins the next revision and puts it into the line.
    ///
    /// - Throws: ``FilmStoreError`` `.conflict` when another revision was expected or the film is being made.
    package mutating func revise(expected: Int, now: Int64) throws(FilmStoreError) -> [FilmEvent.Kind] {
        guard record.revision == expected else {
            throw .conflict("The film has revision \(record.revision) by now, not \(expected).")
        }
        guard record.status != .running else {
            throw .conflict("The film is being made: cancel it or wait for its end, then change it.")
        }
        record.revision += 1
        wait(now: now)
        return [.queued]
    }

    /// Waits from the start.
    private mutating func wait(now: Int64) {
        record.status = .queued
        record.stage = nil
        record.progress = ProgressReport()
        record.started = nil
        record.ended = nil
        record.expires = nil
        record.fault = nil
        record.attempt = 0
        let token = standing.token
        standing = FilmStanding(since: now)
        standing.token = token
    }
}

extension FilmEntry {
    /// Ends it in any way.
    mutating func end(_ status: FilmStatus, now: Int64, rules: FilmRules) {
        record.status = status
        record.stage = nil
        record.progress.secondsLeft = nil
        record.ended = now
        if let keep = record.request.keep ?? rules.keep {
            // A century is for ever, and no product of a client's number overflows.
            record.expires = now + Int64(min(max(keep, 0), 3_155_760_000)) * 1000
        }
        letGo()
    }

    /// Takes it from its worker.
    mutating func letGo() {
        standing.worker = nil
        standing.seen = nil
        standing.worked = 0
    }
}
