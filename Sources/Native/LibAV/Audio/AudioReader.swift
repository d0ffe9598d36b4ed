internal import CLibAV
package import Film
internal import Platform

/// Reads the sound of any audio or video file as 48 kHz stereo, a block at a time.
///
/// Samples are interleaved (left, right), −1...1 where the file keeps to it. Used from one thread at a time.
package final class AudioReader {
    /// Samples per second of what ``read(maxFrames:)`` gives.
    package static let sampleRate = 48_000
    /// Channels of what ``read(maxFrames:)`` gives.
    package static let channels = 2
    /// The file's own idea of its length in samples at 48 kHz, if it has one.
    ///
    /// Decoding may give a little more or less.
    package private(set) var estimatedFrames: Int?

    private let path: String
    private let name: String
    private var source: AudioSource
    private var pending: [Float] = []
    private var hasSound = false

    /// Opens a file.
    ///
    /// - Parameter path: An audio or video file.
    /// - Throws: `FilmError` when the file is missing, empty, not media, or has no sound.
    package init(_ path: String) throws(FilmError) {
        self.path = path
        name = Path.name(of: path)
        source = try Self.open(path, name: name)
        estimatedFrames = source.estimatedFrames
    }

    /// Gives the next samples.
    ///
    /// - Parameter maxFrames: The most stereo samples to give, at least 1.
    /// - Returns: Interleaved samples, as many as wanted except at the end; `nil` when there are no more.
    /// - Throws: `FilmError` when nothing at all can be decoded. Damage after sound that could be decoded is passed over.
    package func read(maxFrames: Int) throws(FilmError) -> [Float]? {
        let wanted = max(1, maxFrames) * Self.channels
        while pending.count < wanted {
            let block: [Float]?
            do throws(LibAVError) { block = try source.next() } catch { throw Self.translated(error) }
            guard let block else { break }
            pending += block
        }
        guard !pending.isEmpty else {
            guard hasSound else {
                throw FilmError(
                    .media, "No sound could be decoded from \(name).",
                    remedy: "The file is damaged or empty; choose another.")
            }
            return nil
        }
        hasSound = true
        let block = Array(pending.prefix(wanted))
        pending.removeFirst(block.count)
        return block
    }

    /// Goes back to the first sample; the file is opened anew, so that a loop's second round equals its first exactly.
    ///
    /// - Throws: `FilmError` when the file has vanished.
    package func rewind() throws(FilmError) {
        source = try Self.open(path, name: name)
        pending = []
    }

    private static func open(_ path: String, name: String) throws(FilmError) -> AudioSource {
        guard let facts = FileSystem.facts(path) else {
            throw FilmError(.media, "There is no file \(path).", remedy: "Check the path.")
        }
        guard !facts.isFolder else {
            throw FilmError(.media, "\(path) is a folder, not a file.", remedy: "Name a file in it.")
        }
        guard facts.size > 0 else {
            throw FilmError(.media, "The file \(name) is empty.", remedy: "Choose another file.")
        }
        do throws(LibAVError) { return try AudioSource(path: path, name: name) } catch { throw translated(error) }
    }

    private static func translated(_ error: LibAVError) -> FilmError {
        error.code == clibav_error_no_stream()
            ? FilmError(.media, "There is no sound in \(error.subject).", remedy: "Choose a file with an audio track.")
            : error.filmError(.media, remedy: "Choose a file that plays in other programs, or convert it.")
    }
}
