/// A caption as the players' own text tracks show it.
package struct CaptionCue: Sendable, Equatable {
    /// When it appears, in milliseconds of the film.
    package var start: Int
    /// When it disappears, in milliseconds of the film.
    package var end: Int
    /// Its lines, plain text.
    package var lines: [String]

    /// Makes a cue.
    package init(start: Int, end: Int, lines: [String]) {
        self.start = start
        self.end = end
        self.lines = lines
    }
}

/// Cuts captions into WebVTT segments (RFC 8216, 3.5).
enum CaptionSegments {
    /// One segment's file: every cue that is on screen in it, also those of its neighbours.
    ///
    /// - Parameters:
    ///   - cues: Cues in order of appearance.
    ///   - range: The segment's time in milliseconds.
    /// - Returns: The file's text.
    static func text(cues: [CaptionCue], range: Range<Int>) -> String {
        // The film's fragments start at zero on the 90 kHz clock as in the captions, so the two clocks are one.
        var blocks = ["WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000"]
        for cue in cues where cue.start < range.upperBound && cue.end > range.lowerBound && cue.start < cue.end {
            blocks.append("\(timestamp(cue.start)) --> \(timestamp(cue.end))\n\(payload(cue.lines))")
        }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    /// A time as WebVTT writes it ("00:01:02.345").
    static func timestamp(_ milliseconds: Int) -> String {
        let seconds = milliseconds / 1000
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, width: 2) }
        return parts.joined(separator: ":") + "." + padded(milliseconds % 1000, width: 3)
    }

    /// A cue's text: its marks escaped, and no line empty, since an empty line ends the cue (WebVTT, 4.2.2).
    private static func payload(_ lines: [String]) -> String {
        let clean = lines.flatMap { $0.split(whereSeparator: \.isNewline) }.map { line in
            line.reduce(into: "") { text, character in
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                default: text.append(character)
                }
            }
        }
        return clean.filter { line in line.contains { !$0.isWhitespace } }.joined(separator: "\n")
    }
}
