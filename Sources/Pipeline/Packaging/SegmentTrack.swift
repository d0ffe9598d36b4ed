internal import Film
internal import LibAV
internal import Platform

/// One track of the film on disk: its playlist and the segments that it names.
///
/// A segment's name holds a part of its content's hash: a name never stands for two contents, so caches may keep it for
/// ever, and a run that begins again writes the very same names.
struct SegmentTrack {
    /// The playlist so far.
    private(set) var playlist: MediaPlaylist
    /// The paths of the header, if any, and of the segments, in order.
    private(set) var files: [String] = []
    /// The most bits per second that a segment has.
    private(set) var peakBandwidth = 0
    /// Bytes in all segments.
    private(set) var byteCount = 0

    private let name: String
    private let ending: String
    private let folder: String
    private var playlistPath: String { Path.join(folder, name + ".m3u8") }

    /// Starts a track and writes its header.
    init(
        name: String, ending: String, folder: String, targetDuration: Int, timescale: Int, header: [UInt8]?
    ) throws(FilmError) {
        self.name = name
        self.ending = ending
        self.folder = folder
        var map: String?
        if let header {
            let uri = "\(name)-init-\(Self.digest(header)).mp4"
            try Self.write(header, to: Path.join(folder, uri))
            files.append(Path.join(folder, uri))
            map = uri
        }
        playlist = MediaPlaylist(targetDuration: targetDuration, timescale: timescale, map: map)
    }

    /// Writes the next segment, then the playlist that names it.
    mutating func append(_ bytes: [UInt8], ticks: Int) throws(FilmError) {
        guard playlist.admits(ticks: ticks) else {
            throw FilmError(.internalFault, "A \(name) segment of \(ticks)/\(playlist.timescale) s is too long.")
        }
        let index = padded(playlist.segments.count + 1, width: 5)
        let uri = "\(name)-\(index)-\(Self.digest(bytes)).\(ending)"
        let path = Path.join(folder, uri)
        try Self.write(bytes, to: path)
        files.append(path)
        byteCount += bytes.count
        peakBandwidth = max(peakBandwidth, bytes.count * 8 * playlist.timescale / ticks)
        playlist.append(MediaPlaylist.Segment(uri: uri, ticks: ticks))
        try publish()
    }

    /// Ends the playlist.
    mutating func complete() throws(FilmError) {
        playlist.complete()
        try publish()
    }

    /// Replaces the playlist, unless the one on disk goes on from this one.
    ///
    /// A run that was cut off and begins again passes its earlier states first; players that still follow the film must
    /// not see the list shrink (RFC 8216, 6.2.1).
    private func publish() throws(FilmError) {
        if !playlist.isComplete, let old = try? FileSystem.readText(playlistPath), old.contains(playlist.body) {
            return
        }
        try AtomicFile.write(playlist.text, to: playlistPath, synced: false)
    }

    private static func write(_ bytes: [UInt8], to path: String) throws(FilmError) {
        // The name holds the content's hash: a file of the same length is the same file.
        if let facts = FileSystem.facts(path), !facts.isFolder, facts.size == bytes.count { return }
        try AtomicFile.write(bytes, to: path, synced: false)
    }

    /// Eight hexadecimal digits of FNV-1a, 64 bit.
    private static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        bytes.withUnsafeBufferPointer { buffer in
            for byte in buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        let digits = String(UInt32(truncatingIfNeeded: hash ^ hash >> 32), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
