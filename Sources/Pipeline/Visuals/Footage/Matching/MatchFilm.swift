package import Film
import Platform
import SQLite

extension FootageLibrary {
    /// Chooses a picture for every scene that wants footage, over all scenes at once.
    ///
    /// No file is shown twice, and a scene to which nothing is related gets none (its choice stays `nil`). Shots that are
    /// locked keep their choice; a shot that names a file gets that file. Every choice carries its score and up to five
    /// runners-up.
    /// - Parameters:
    ///   - storyboard: Its footage shots are filled in.
    ///   - folders: The film's library folders, looked through again first; all known folders when `nil`.
    ///   - shelf: A second library whose pictures may be chosen too, all of them, as it is known already.
    ///   - scriptFolder: Where a file that a script names is looked for first.
    ///   - lengths: How long scenes are, in milliseconds by scene id, where that is known already.
    /// - Returns: Sentences that the user should see, such as that a folder is gone.
    /// - Throws: A `FilmError`: `input` or `media` for a named file that is not there or cannot be used, `input` for a
    ///   folder that never was there, `output` when the index cannot be written; `CancellationError`.
    @discardableResult
    package func match(
        _ storyboard: inout Storyboard, folders: [String]? = nil, shelf: FootageLibrary? = nil,
        scriptFolder: String? = nil, lengths: [String: Int] = [:]
    ) async throws -> [String] {
        var notices: [String] = []
        var present: [String] = []
        let wanted = if let folders { folders.map(Self.absolute) } else { try await self.folders() }
        for folder in wanted {
            let summary = try await add(folder: folder)
            if let notice = summary.notice { notices.append(notice) } else { present.append(folder) }
        }
        let (places, before) = (present, storyboard)
        let further = try await shelf?.list() ?? []
        var (film, used) = try await work { [self] store in
            var film = before
            let used = try placeNamedFiles(
                in: &film, store: store, folders: places, shelf: further, scriptFolder: scriptFolder)
            return (film, used)
        }
        for scene in film.scenes where scene.shot.locked {
            if let choice = scene.shot.choice { used.insert(choice.path) }
        }
        let open = film.scenes.indices.filter { film.scenes[$0].shot.isOpen }
        let wishes = open.map { Wish.all(film, scene: $0, lengths: lengths, vectors: vectors) }
        let own = try await candidates(for: wishes, folders: places)
        let others = try await shelf?.candidates(for: wishes)
        assign(&film, open, wishes, candidates: own.merged(with: others), used: used)
        storyboard = film
        return notices
    }

    /// The candidates for each scene's wishes among the items below some folders, or all.
    func candidates(for wishes: [[Wish]], folders: [String]? = nil) async throws -> MatchCandidates {
        try await work { [self] store in
            try completeVectors(store)
            var matcher = try Matcher(store: store, folders: try folders ?? store.folders(), vectors: vectors)
            let scenes = try wishes.map { try matcher.candidates(for: $0) }
            return MatchCandidates(scenes: scenes, threshold: matcher.threshold)
        }
    }

    private func assign(
        _ film: inout Storyboard, _ open: [Int], _ wishes: [[Wish]], candidates: MatchCandidates, used: Set<String>
    ) {
        // Copies of one file have one fingerprint, in whichever library they are.
        var columns: [Int64: Int] = [:]
        var options: [[Assignment.Option]] = []
        var ranked: [[(choice: Choice, column: Int?)]] = []
        for (wishes, found) in zip(wishes, candidates.scenes) {
            var list: [Assignment.Option] = []
            var choices: [(choice: Choice, column: Int?)] = []
            for candidate in found where !used.contains(candidate.item.path) {
                let needed = wishes.first?.needed ?? 0
                let fit = candidate.relevance - Fit.loss(candidate.item, in: film.size, needed: needed)
                let choice = Choice(
                    path: candidate.item.path, score: (max(0, fit) * 1000).rounded() / 1000,
                    start: Fit.start(candidate.item, needed: needed), credit: candidate.item.credit)
                guard candidate.relevance >= candidates.threshold, fit > 0 else {
                    choices.append((choice, nil))
                    continue
                }
                let column = columns[candidate.item.fingerprint, default: columns.count]
                columns[candidate.item.fingerprint] = column
                list.append(Assignment.Option(picture: column, fit: fit))
                choices.append((choice, column))
            }
            options.append(list)
            ranked.append(choices)
        }
        let solution = Assignment.solve(options, pictures: columns.count)
        for (position, index) in open.enumerated() {
            let taken = solution[position]
            film.scenes[index].shot.choice = ranked[position].first { taken != nil && $0.column == taken }?.choice
            film.scenes[index].shot.runnersUp = Array(
                ranked[position].filter { taken == nil || $0.column != taken }.map(\.choice)
                    .sorted { ($1.score, $0.path) < ($0.score, $1.path) }.prefix(5))
        }
    }
}

/// What was found for each of some scenes, best first.
struct MatchCandidates: Sendable {
    var scenes: [[Matcher.Candidate]]
    /// Below this relevance a picture is unrelated.
    let threshold: Double

    /// These and another library's; of a file that both have, this one's.
    func merged(with others: MatchCandidates?) -> MatchCandidates {
        guard let others else { return self }
        let known = Set(scenes.joined().map(\.item.fingerprint))
        let scenes = zip(scenes, others.scenes).map { own, further in
            (own + further.filter { !known.contains($0.item.fingerprint) })
                .sorted { ($1.relevance, $0.item.path) < ($0.relevance, $1.item.path) }
        }
        return MatchCandidates(scenes: scenes, threshold: threshold)
    }
}

extension Shot {
    /// Whether matching may choose its picture.
    var isOpen: Bool { kind == .footage && file == nil && !locked }
}

extension Wish {
    /// What a scene looks for, in the order of their weight.
    ///
    /// A first query that speaks of other things than the words do is the writer's own direction: it alone says what the
    /// picture is, and only where nothing answers it the words do.
    static func all(
        _ film: Storyboard, scene index: Int, lengths: [String: Int], vectors: WordVectors?
    ) -> [Wish] {
        let scene = film.scenes[index]
        let before = film.scenes[max(0, index - 2)..<index].map(\.narration).joined(separator: " ")
        let spoken = PlainWords.stems(in: scene.narration + " " + before)
        let directions = scene.shot.queries.prefix { !PlainWords.stems(in: $0).isSubset(of: spoken) }
        func wish(_ sentence: String, _ queries: some Collection<String>) -> Wish {
            Wish(
                sentence: sentence, queries: Array(queries), avoid: scene.shot.avoid,
                needed: needed(scene, lengths: lengths), vectors: vectors)
        }
        let sentence = sentence(of: film, scene: index)
        guard let direction = directions.first else { return [wish(sentence, scene.shot.queries)] }
        let rest = scene.shot.queries.dropFirst(directions.count)
        return [wish(direction, directions)] + (sentence.isEmpty ? [] : [wish(sentence, rest)])
    }

    /// The words of a scene; one that holds only a part of a sentence is understood with the rest of it.
    private static func sentence(of film: Storyboard, scene index: Int) -> String {
        let scene = film.scenes[index]
        var sentence = scene.narration
        guard PlainWords.telling(in: sentence).count < 4 else { return sentence }
        if index > 0, film.scenes[index - 1].continuesInNext {
            sentence = film.scenes[index - 1].narration + " " + sentence
        }
        if scene.continuesInNext, index + 1 < film.scenes.count {
            sentence += " " + film.scenes[index + 1].narration
        }
        return sentence
    }

    /// How long a scene's picture stays, in milliseconds; at a usual 2.6 words a second when the voice has not said yet.
    private static func needed(_ scene: Scene, lengths: [String: Int]) -> Int {
        let words = scene.narration.split(separator: " ").count
        return lengths[scene.id] ?? max(scene.minimumDuration, words * 1000 * 10 / 26 + scene.pauseAfter)
    }
}
