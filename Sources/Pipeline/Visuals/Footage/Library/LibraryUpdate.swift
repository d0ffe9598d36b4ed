internal import Film
import LibAV
import Platform
import SQLite

extension FootageLibrary {
    /// Adds a folder, or looks through it again: only what changed since is read.
    ///
    /// What was read is kept when the work is cancelled or the process ends; the next call goes on from there.
    /// - Parameters:
    ///   - folder: A folder of photos and clips, in folders of any depth.
    ///   - progress: Called now and then with how many of how many changed files were read.
    /// - Returns: What was found. A folder that was added before and is gone now gives a summary with a notice.
    /// - Throws: A `FilmError`: `input` when the folder is not there or not a folder, `output` when the index cannot be
    ///   written; `CancellationError`.
    @discardableResult
    package func add(
        folder: String, progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> LibrarySummary {
        let folder = Self.absolute(folder)
        if FileSystem.facts(folder)?.isFolder != true {
            guard try await folders().contains(folder) else {
                throw FilmError(
                    .input, "The library folder \(folder) does not exist or is not a folder.",
                    remedy: "Check the path, or leave the option out to use the starter photos.")
            }
            let count = try await work { try $0.count(.photo, below: folder) + $0.count(.clip, below: folder) }
            var summary = LibrarySummary(folder: folder)
            summary.notice =
                "The library folder \(folder) is not there any more: its \(count) items are left out until it is back."
            return summary
        }
        let (scan, known) = try await runBlocking("library scan") { [self] flag in
            try now { try $0.add(folder: folder) }
            return (try LibraryScan(folder: folder, flag: flag), try now { try $0.known(below: folder) })
        }
        let changed = scan.files.filter { known[$0.path]?.stamp != $0.stamp }
        let present = Set(scan.files.map(\.path))
        let gone = known.keys.filter { !present.contains($0) }
        if !gone.isEmpty {
            try await work { store in
                try store.connection.transaction { for path in gone { try store.forget(path) } }
            }
        }
        var done = 0
        for batch in changed.slices(of: 128) {
            try Task.checkCancellation()
            try await read(Array(batch))
            done += batch.count
            progress(done, changed.count)
        }
        var summary = try await summarize(folder)
        summary.added = changed.count { known[$0.path] == nil }
        summary.updated = changed.count - summary.added
        summary.removed = gone.count { known[$0]?.reason == nil }
        return summary
    }

    /// Reads files on a few threads and stores what they are in one transaction.
    private func read(_ files: [MediaFile]) async throws {
        let lanes = max(1, min(4, Machine.coreCount))
        let results = try await withThrowingTaskGroup { group in
            for lane in 0..<lanes {
                group.addTask {
                    try await runBlocking("library read") { [self] flag in
                        try stride(from: lane, to: files.count, by: lanes).map { index in
                            try flag.check()
                            let result = files[index].read()
                            let vector = (try? result.get()).flatMap { vectors?.vector(of: $0.words.combined) }
                            return (files[index], result, vector)
                        }
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try await work { store in
            try store.connection.transaction {
                for (file, result, vector) in results.sorted(by: { $0.0.path < $1.0.path }) {
                    switch result {
                    case .success(let item): try store.put(item, stamp: file.stamp, vector: vector)
                    case .failure(let why): try store.skip(file.path, stamp: file.stamp, reason: why.reason)
                    }
                }
            }
        }
    }

    private func summarize(_ folder: String) async throws -> LibrarySummary {
        try await work { store in
            var summary = LibrarySummary(folder: folder)
            summary.photos = try store.count(.photo, below: folder)
            summary.clips = try store.count(.clip, below: folder)
            summary.skipped = try store.skipped(below: folder).map { .init(path: $0.path, reason: $0.reason) }
            return summary
        }
    }
}

extension Array {
    /// The elements in order, in runs of at most `count`.
    fileprivate func slices(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
