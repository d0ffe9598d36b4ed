package import Film
internal import Planning
internal import Platform
internal import Speaking

/// Finds a film's words in a recording of all of them, and gives each scene its stretch.
package enum RecordedFilm {
    /// A film with its recording, and what its maker should know.
    package struct Placed: Sendable {
        /// The film; its scenes' ``Scene/recording`` are set.
        package var storyboard: Storyboard
        /// What did not fit.
        package var notices: [String]
    }

    /// A recording that has been listened to.
    package struct Heard: Sendable {
        /// The file.
        package let path: String
        let measures: RecordingMeasures

        /// Seconds of speech, pauses within sentences included.
        package var spokenSeconds: Double { measures.spokenSeconds }
    }

    /// Kept before a word when a stretch begins, in seconds: the picture changes there (`look.md`, Rhythm).
    private static let lead = Double(PassageTiming.Silence.beforeWord) / 1000
    private static let leadInside = Double(PassageTiming.Silence.insideSentence) / 1000
    /// The longest pause that is kept as it was recorded; of a longer one `breath` is, in seconds.
    private static let longestPause = 1.3
    private static let breath = 0.7
    private static let ending = 0.3
    /// No words can be said in less, in seconds.
    private static let shortestScene = 0.15

    /// Listens to a recording.
    ///
    /// - Throws: A `FilmError` naming the file when it cannot be used; `CancellationError`.
    package static func hear(_ path: String, narrator: Narrator) async throws -> Heard {
        let measures = try await runBlocking("recording") { flag in
            try narrator.recordings.measures(of: path, flag: flag)
        }
        return Heard(path: path, measures: measures)
    }

    /// Gives a film's scenes their stretches of a recording.
    ///
    /// - Parameters:
    ///   - heard: The recording, of all the film's words in order.
    ///   - storyboard: The film as planned.
    ///   - narrator: Speaks the same words, to compare.
    /// - Returns: The film, and what its maker should know.
    /// - Throws: A `FilmError` when the recording is of other words; `CancellationError`.
    package static func place(
        _ heard: Heard, in storyboard: Storyboard, narrator: Narrator
    ) async throws -> Placed {
        var voiced = storyboard
        voiced.voice = storyboard.voice ?? Narrator.standIn
        var spoken: [(passage: Passage, model: Narration)] = []
        for passage in Passage.passages(of: voiced) where !passage.sentences.isEmpty {
            let text = passage.sentences.joined(separator: " ")
            let model = try await narrator.model(of: text, voice: passage.voice, seed: storyboard.seed)
            if !model.words.isEmpty { spoken.append((passage, model)) }
        }
        guard !spoken.isEmpty else { return Placed(storyboard: storyboard, notices: []) }
        let models = spoken.map(\.model)
        let found = try await runBlocking("recording") { SpokenPlaces(models, in: heard.measures) }
        let name = Path.name(of: heard.path)
        guard found.isOfTheseWords else {
            throw FilmError(
                .input, "The recording \(name) does not seem to be of these words.",
                remedy:
                    "Check that it is the right file, and that the text is read as it stands, from beginning to end."
            )
        }
        var placed = Placed(storyboard: storyboard, notices: [])
        assign(spoken, found.places, heard, to: &placed)
        return placed
    }

    private static func assign(
        _ spoken: [(passage: Passage, model: Narration)], _ places: [SpokenPlaces.Place], _ heard: Heard,
        to placed: inout Placed
    ) {
        var cursor = 0.0
        for (index, (passage, model)) in spoken.enumerated() {
            let place = places[index]
            let start = max(place.speech.lowerBound - lead, cursor)
            var end = min(place.speech.upperBound + ending, heard.measures.seconds)
            if let after = places.indices.first(where: { $0 > index && !places[$0].isMissing }) {
                let next = max(places[after].speech.lowerBound - lead, place.speech.upperBound)
                let follows = spoken[after].passage.firstScene == passage.end
                end =
                    follows && next - place.speech.upperBound <= longestPause
                    ? next : min(place.speech.upperBound + breath, next)
            }
            guard !place.isMissing, end - start >= shortestScene * Double(passage.scenes.count) else {
                placed.notices.append(
                    "The recording seems to leave out “\(excerpt(passage))”; a voice speaks it instead.")
                continue
            }
            cursor = end
            if place.likeness > 1, place.speech.upperBound - place.speech.lowerBound > 2 {
                placed.notices.append(
                    "At \(Int(start)) s the recording does not sound like “\(excerpt(passage))”; listen to it there.")
            }
            var edges = [start]
            for onset in onsets(of: passage, model, place).dropFirst() {
                edges.append(min(max(onset - leadInside, (edges.last ?? start) + 0.1), end))
            }
            edges.append(end)
            for (offset, _) in passage.scenes.enumerated() {
                let (from, to) = (milliseconds(edges[offset]), milliseconds(edges[offset + 1]))
                placed.storyboard.scenes[passage.firstScene + offset].recording = Recording(
                    file: heard.path, start: from, end: max(to, from + 1))
            }
            // The person's own pause is in the stretch.
            placed.storyboard.scenes[passage.end - 1].pauseAfter = 0
        }
    }

    /// Where each scene's first word begins, in the recording's seconds.
    private static func onsets(of passage: Passage, _ model: Narration, _ place: SpokenPlaces.Place) -> [Double] {
        var first = 0
        return passage.scenes.map { scene in
            defer { first += scene.narration.split(whereSeparator: \.isWhitespace).count }
            let word = model.words.firstIndex { $0.index >= first } ?? model.words.count - 1
            return place.onsets[word]
        }
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }

    private static func excerpt(_ passage: Passage) -> String {
        let text = passage.sentences.joined(separator: " ")
        return text.count > 60 ? text.prefix(59) + "…" : text
    }
}
