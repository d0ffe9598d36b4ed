internal import FoundationEssentials
internal import ModelPacks
internal import Platform

/// Hears what was said in a sound file with a recogniser that has nothing to do with our voices (Whisper base).
///
/// It needs what `make setup-test` installs; ``isThere`` says whether that is so.
package enum Listener {
    /// A word as it was heard.
    package struct Word: Sendable, Codable, Equatable {
        /// The word with its punctuation, without spaces.
        package let text: String
        /// When it begins and ends, in seconds.
        package let start: Double
        package let end: Double
    }

    /// Whether the recogniser and its model are on this machine.
    package static var isThere: Bool {
        model != nil && FileSystem.facts(python) != nil
    }

    /// The words in sound files, in order; loading the model takes seconds, so ask for many files at once.
    ///
    /// - Parameters:
    ///   - paths: Files that FFmpeg can decode.
    ///   - language: Their language as Whisper names it, such as `en`.
    /// - Returns: For each file its words with their times; Whisper's are good to about a tenth of a second.
    /// - Throws: `FilmError` when the recogniser is missing or fails.
    package static func words(in paths: [String], language: String = "en") async throws -> [[Word]] {
        let folder = try PackStore.standard().require("whisper-base")
        var request = Subprocess.Request(python, ["-c", script, folder, language] + paths)
        request.deadline = .seconds(600)
        // The model is on disk: the libraries need not ask anybody.
        request.environment = ["HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "2"]
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else { throw ListenerFailure(reason: outcome.errorText) }
        return try JSONDecoder().decode([[Word]].self, from: Data(outcome.output))
    }

    private static var model: String? { try? PackStore.standard().folder(of: "whisper-base") }

    private static var python: String { Path.join(UserFolders.cache, "test-tools/bin/python") }

    private static let script = """
        import json, sys
        from faster_whisper import WhisperModel
        model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8")
        def heard(path):
            segments, _ = model.transcribe(path, language=sys.argv[2], word_timestamps=True, beam_size=5,
                                           temperature=0.0, condition_on_previous_text=False)
            return [{"text": w.word.strip(), "start": w.start, "end": w.end} for s in segments for w in s.words]
        json.dump([heard(path) for path in sys.argv[3:]], sys.stdout)
        """
}

/// The recogniser's own account of why it failed.
struct ListenerFailure: Error {
    let reason: String
}
