/// One track's list of segments (RFC 8216, 4.3.2 and 4.3.3): an EVENT that grows, then video on demand under the same
/// name.
package struct MediaPlaylist: Sendable, Equatable {
    /// One segment.
    package struct Segment: Sendable, Equatable {
        /// Its name, relative to the playlist.
        package var uri: String
        /// Its length in ticks of the playlist's timescale.
        package var ticks: Int

        /// Names a segment.
        package init(uri: String, ticks: Int) {
            self.uri = uri
            self.ticks = ticks
        }
    }

    /// Seconds that no segment exceeds when rounded to the nearest second.
    ///
    /// See RFC 8216, 4.3.3.1. Fixed from the first version on, because it must not change while the playlist grows.
    package let targetDuration: Int
    /// Ticks per second of the segments' lengths.
    package let timescale: Int
    /// The name of the header that every segment needs, or `nil` for text.
    package let map: String?
    /// Segments so far.
    package private(set) var segments: [Segment] = []
    /// True when there will be no more segments.
    package private(set) var isComplete = false

    /// Starts a playlist.
    package init(targetDuration: Int, timescale: Int, map: String?) {
        self.targetDuration = targetDuration
        self.timescale = timescale
        self.map = map
    }

    /// Length of all segments, in ticks.
    package var ticks: Int { segments.reduce(0) { $0 + $1.ticks } }

    /// True when a segment of this length keeps the promise that ``targetDuration`` makes.
    package func admits(ticks: Int) -> Bool {
        ticks > 0 && (ticks + timescale / 2) / timescale <= targetDuration
    }

    /// Adds the next segment.
    package mutating func append(_ segment: Segment) {
        precondition(!isComplete, "a complete playlist grows no more")
        precondition(admits(ticks: segment.ticks), "a segment of \(segment.ticks)/\(timescale) s breaks the promise")
        segments.append(segment)
    }

    /// Ends the playlist.
    package mutating func complete() { isComplete = true }

    /// The playlist file.
    package var text: String {
        var lines = [
            "#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:\(targetDuration)", "#EXT-X-MEDIA-SEQUENCE:0",
            "#EXT-X-PLAYLIST-TYPE:\(isComplete ? "VOD" : "EVENT")", "#EXT-X-INDEPENDENT-SEGMENTS",
        ]
        // Without it players take a growing list for a live one and start at its end (RFC 8216, 4.3.5.2 and 6.3.3).
        if !isComplete { lines.append("#EXT-X-START:TIME-OFFSET=0,PRECISE=YES") }
        return lines.joined(separator: "\n") + "\n" + body + (isComplete ? "#EXT-X-ENDLIST\n" : "")
    }

    /// The playlist's lines from the header's name to the last segment: what only ever grows.
    ///
    /// Lengths are the differences of rounded end times, so that they add up to the track's length to the microsecond
    /// however many there are.
    package var body: String {
        var lines: [String] = []
        if let map { lines.append("#EXT-X-MAP:URI=\"\(map)\"") }
        var end = 0
        var endMicroseconds = 0
        for segment in segments {
            end += segment.ticks
            let next = (end * 1_000_000 + timescale / 2) / timescale
            lines.append("#EXTINF:\(decimal(next - endMicroseconds, places: 6)),")
            lines.append(segment.uri)
            endMicroseconds = next
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
