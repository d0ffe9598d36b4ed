internal import Film
internal import LibAV
internal import Platform
internal import Speaking
internal import Synchronization

/// Reads stretches of recordings as mono sound; stretches that follow one another are decoded once.
///
/// Blocking: call it from a thread that may wait.
final class RecordingReader: Sendable {
    /// Samples a second of everything it gives.
    static let sampleRate = AudioReader.sampleRate
    /// The longest recording of a whole film, in seconds.
    static let longest = 3_600.0
    /// What is kept before the first sound and after the last of a recording that names no end, in seconds.
    private static let margin = 0.08
    private static let block = 48_000

    private struct Open {
        let path: String
        let reader: AudioReader
        var position = 0
    }

    private let open = Mutex<Open?>(nil)

    /// A stretch's samples.
    ///
    /// - Throws: A `FilmError` naming the file when it cannot be read or is shorter than the stretch.
    func samples(of recording: Recording) throws -> [Float] {
        let rate = Self.sampleRate / 1000
        let start = recording.start * rate
        let end = recording.end.map { $0 * rate } ?? start + DocumentLimits.hold * rate
        let samples = try open.withLock { open in
            if open?.path != recording.file || (open?.position ?? 0) > start {
                open = Open(path: recording.file, reader: try AudioReader(recording.file))
            }
            guard var current = open else { return [Float]() }
            defer { open = current }
            var samples: [Float] = []
            while current.position < end {
                let edge = current.position < start ? start : end
                guard let block = try current.reader.read(maxFrames: min(edge - current.position, Self.block))
                else { break }
                if current.position >= start { samples += Self.mono(block) }
                current.position += block.count / AudioReader.channels
            }
            return samples
        }
        guard samples.count >= rate * 20 else {
            let name = Path.name(of: recording.file)
            throw FilmError(
                .media, "The recording \(name) has nothing at \(Double(recording.start) / 1000) s.",
                remedy: "Give the scene a start and an end that lie in it.")
        }
        guard recording.end == nil else { return samples }
        return Array(RecordedSpeech.trimmed(samples, sampleRate: Self.sampleRate, margin: Self.margin))
    }

    /// Listens to a whole recording.
    ///
    /// - Throws: A `FilmError` naming the file when it cannot be read, is silent or is too long.
    func measures(of path: String, flag: CancellationFlag) throws -> RecordingMeasures {
        let reader = try AudioReader(path)
        var meter = RecordingMeter(sampleRate: Self.sampleRate)
        while let block = try reader.read(maxFrames: Self.block) {
            if flag.isSet { throw CancellationError() }
            meter.add(Self.mono(block))
            guard meter.seconds <= Self.longest else {
                throw FilmError(
                    .media, "The recording \(Path.name(of: path)) is longer than an hour.",
                    remedy: "Cut it into parts and make a film of each.")
            }
        }
        let measures = meter.finish()
        guard measures.spokenSeconds > 0.2 else {
            throw FilmError(
                .media, "Nobody speaks in the recording \(Path.name(of: path)).", remedy: "Choose another file.")
        }
        return measures
    }

    private static func mono(_ block: [Float]) -> [Float] {
        (0..<block.count / 2).map { (block[2 * $0] + block[2 * $0 + 1]) / 2 }
    }
}

/// A stretch of a recording and what tells a changed file.
struct RecordedStretch: Sendable {
    let recording: Recording
    private let file: MediaSignature

    /// Looks at the file.
    ///
    /// - Throws: A `FilmError` when it is not there.
    init(_ recording: Recording) throws(FilmError) {
        guard let file = MediaSignature(of: recording.file) else {
            throw FilmError(
                .media, "There is no recording \(recording.file).",
                remedy: "Put it back, or remove the scenes' \"recording\" from the storyboard.")
        }
        self.recording = recording
        self.file = file
    }

    /// What a key holds of it.
    var parts: [String] {
        [
            file.path, "\(file.size)", "\(file.changed)", "\(recording.start)", recording.end.map { "\($0)" } ?? "end",
        ]
    }
}
