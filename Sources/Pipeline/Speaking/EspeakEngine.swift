package import Film
internal import FoundationEssentials
internal import Platform

/// The narrator of last resort: espeak-ng, a formant synthesiser of many languages, run as a separate program.
///
/// Its command line tells no word times. They are estimated: every stretch between two audible pauses is divided among
/// its words by the number of phonemes that espeak-ng itself gives each word. Phoneme times are estimated likewise.
package struct EspeakEngine: SpeechEngine {
    private let program: String

    /// Uses espeak-ng.
    ///
    /// - Parameter program: Its path, or a name that is looked up in `PATH`.
    package init(program: String = "espeak-ng") { self.program = program }

    /// One voice per language, or none when the program is not installed.
    package var voices: [Voice] { isInstalled ? Self.all : [] }

    private static let all: [Voice] = languages.map { tag, name in
        Voice(
            id: "espeak-" + tag.lowercased(), summary: "robotic, \(name), last resort", language: tag, engine: "espeak",
            credit: Credit(
                role: "voice", title: "eSpeak NG, \(name)", author: "eSpeak NG authors", licence: "GPL-3.0-or-later",
                source: "https://github.com/espeak-ng/espeak-ng"))
    }

    /// The languages on offer; espeak-ng's own names are these tags in lower case.
    private static let languages: [(String, String)] = [
        ("en-US", "American English"), ("en-GB", "British English"), ("es", "Spanish"),
        ("es-419", "Latin American Spanish"),
        ("fr-FR", "French"), ("de", "German"), ("it", "Italian"), ("pt-BR", "Brazilian Portuguese"),
        ("pt", "European Portuguese"), ("nl", "Dutch"), ("pl", "Polish"), ("cs", "Czech"), ("sk", "Slovak"),
        ("da", "Danish"), ("nb", "Norwegian"), ("sv", "Swedish"), ("fi", "Finnish"), ("el", "Greek"), ("tr", "Turkish"),
        ("ru", "Russian"), ("uk", "Ukrainian"), ("bg", "Bulgarian"), ("ro", "Romanian"), ("hu", "Hungarian"),
        ("hr", "Croatian"), ("sr", "Serbian"), ("ca", "Catalan"), ("hi", "Hindi"), ("bn", "Bengali"), ("ta", "Tamil"),
        ("te", "Telugu"), ("ur", "Urdu"), ("fa", "Persian"), ("ar", "Arabic"), ("id", "Indonesian"), ("ms", "Malay"),
        ("vi", "Vietnamese"), ("cmn", "Mandarin"), ("ko", "Korean"), ("sw", "Swahili"), ("af", "Afrikaans"),
        ("cy", "Welsh"), ("et", "Estonian"), ("lv", "Latvian"), ("lt", "Lithuanian"), ("eo", "Esperanto"),
        ("la", "Latin"),
    ]

    private var isInstalled: Bool {
        if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) }
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return folders.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: Path.join(String($0), program))
        }
    }

    /// Speaks one utterance; see ``SpeechEngine``.
    ///
    /// The same text always gives the same samples, whatever the seed.
    package func speak(_ text: String, voice: VoiceChoice, seed: UInt64) async throws -> Narration {
        guard let named = Self.all.first(where: { $0.id == voice.id }) else {
            throw FilmError(
                .usage, "espeak-ng has no voice “\(voice.id)”.", remedy: "“vitascope voices” lists those there are.")
        }
        guard text.count <= HeartEngine.longestText else {
            throw FilmError(
                .input, "A passage of \(text.count) characters is too long to be spoken in one piece.",
                remedy: "Divide it into sentences of fewer than \(HeartEngine.longestText) characters in all.")
        }
        let words = DisplayWord.split(text)
        let spoken = words.map { PlainText.of($0.text) }
        guard spoken.contains(where: { $0.contains { $0.isLetter || $0.isNumber } }) else {
            return Narration(sampleRate: 22_050, samples: [], words: [], phonemes: [])
        }
        let language = named.language.lowercased()
        let speed = voice.speed.isFinite ? max(0.5, min(2, voice.speed)) : 1
        // "[[" would begin phoneme codes.
        let line = spoken.joined(separator: " ").split(separator: "[[").joined(separator: "[ [")
        let wave = try await run(["--stdout", "-v", language, "-s", "\(Int(165 * speed))"], saying: line)
        let sound = try Self.samples(inWAV: wave)
        let phonemes = try await self.phonemes(of: spoken, language: language)
        return EspeakTiming(samples: sound.samples, rate: sound.rate).narration(words: words, phonemes: phonemes)
    }

    /// The IPA that espeak-ng gives each word on its own.
    private func phonemes(of words: [String], language: String) async throws -> [[Unicode.Scalar]] {
        // A sentence for each word; a word without sound has a line of its own too.
        let lines = words.map { word in word.contains { $0.isLetter || $0.isNumber } ? word.filter { $0 != "[" } : "" }
        let said = lines.filter { !$0.isEmpty }.joined(separator: "\n\n")
        let output = try await run(["-q", "--ipa", "-v", language], saying: said)
        let answers = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
        let exact = answers.count == lines.count { !$0.isEmpty }
        var next = 0
        return lines.map { line in
            if line.isEmpty { return [] }
            defer { next += 1 }
            // Where the lines do not match the words one to one, letters stand in for phonemes.
            let source = exact ? String(answers[next]) : line
            return source.unicodeScalars.filter { $0.properties.isAlphabetic }
        }
    }

    private func run(_ arguments: [String], saying text: String) async throws -> [UInt8] {
        var request = Subprocess.Request(program, ["--stdin"] + arguments)
        request.input = Array(text.utf8)
        request.deadline = .seconds(120)
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else {
            throw FilmError(
                .missing, "espeak-ng could not speak: \(outcome.reason).", remedy: "Reinstall the package espeak-ng.")
        }
        return outcome.output
    }

    /// The samples of a 16-bit mono WAV stream; a stream's header does not know its length, so the data go on to the end.
    static func samples(inWAV bytes: [UInt8]) throws -> (samples: [Float], rate: Int) {
        func number(_ at: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
        }
        guard bytes.count > 44, bytes[0..<4].elementsEqual("RIFF".utf8) else {
            throw FilmError(.internalFault, "espeak-ng gave no sound.", remedy: "Reinstall the package espeak-ng.")
        }
        var at = 12
        var rate = 22_050
        while at + 8 <= bytes.count {
            let size = number(at + 4, 4)
            if bytes[at..<at + 4].elementsEqual("fmt ".utf8), at + 16 <= bytes.count { rate = number(at + 12, 4) }
            if bytes[at..<at + 4].elementsEqual("data".utf8) {
                let samples = stride(from: at + 8, to: bytes.count - 1, by: 2).map { index in
                    Float(Int16(truncatingIfNeeded: number(index, 2))) / 32_768
                }
                return (samples, rate)
            }
            at += 8 + size
        }
        throw FilmError(.internalFault, "espeak-ng gave no sound.", remedy: "Reinstall the package espeak-ng.")
    }
}
