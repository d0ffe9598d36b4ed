package import Film

/// Writes captions as the files that players and editors read: WebVTT, SubRip and ASS.
///
/// The words are data in each format: whatever a format would read as markup is written so that it shows as typed.
package enum CaptionFiles {
    /// A WebVTT file (W3C WebVTT, 2019).
    ///
    /// - Parameters:
    ///   - cues: In order, counted from the film's start.
    ///   - frameRate: The film's.
    /// - Returns: The file's text.
    package static func vtt(_ cues: [Cue], frameRate: FrameRate) -> String {
        "WEBVTT\n\n" + vttBlocks(cues, frameRate: frameRate)
    }

    /// One segment of a live WebVTT rendition: the cues that show during it, with the film's own times.
    ///
    /// - Parameters:
    ///   - cues: In order, counted from the film's start; may hold more than the segment's.
    ///   - frames: The segment's frames.
    ///   - frameRate: The film's.
    /// - Returns: The segment's text, with the time map that HLS asks for (RFC 8216, 3.5).
    package static func vttSegment(_ cues: [Cue], frames: Range<Int>, frameRate: FrameRate) -> String {
        "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n"
            + vttBlocks(cues.filter { $0.frames.overlaps(frames) }, frameRate: frameRate)
    }

    /// A SubRip file.
    ///
    /// - Parameters:
    ///   - cues: In order, counted from the film's start.
    ///   - frameRate: The film's.
    /// - Returns: The file's text.
    package static func srt(_ cues: [Cue], frameRate: FrameRate) -> String {
        var out = ""
        for (index, cue) in cues.enumerated() {
            let (start, end) = milliseconds(cue, frameRate)
            out += "\(index + 1)\n\(clock(start, ",")) --> \(clock(end, ","))\n"
            out += cue.lineTexts.map(srtEscaped).joined(separator: "\n") + "\n\n"
        }
        return out
    }

    private static func vttBlocks(_ cues: [Cue], frameRate: FrameRate) -> String {
        var out = ""
        for cue in cues {
            let (start, end) = milliseconds(cue, frameRate)
            out += "\(clock(start, ".")) --> \(clock(end, "."))\n"
            out += cue.lineTexts.map(vttEscaped).joined(separator: "\n") + "\n\n"
        }
        return out
    }

    /// `&`, `<` and `>` as entities, which also keeps an arrow from looking like a timing line.
    ///
    /// Some players hand a cue on to an ASS renderer unchanged, hence the word joiner after `{` and a backslash.
    static func vttEscaped(_ text: String) -> String {
        var out = ""
        for scalar in shown(text).unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "{", "\\":
                out.unicodeScalars.append(scalar)
                out += "\u{2060}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    /// SubRip has no escapes: an invisible word joiner after `<`, `{` and `\` keeps players from seeing a tag, and one
    /// within an arrow from seeing a timing line.
    static func srtEscaped(_ text: String) -> String {
        var out = ""
        for scalar in shown(text).unicodeScalars {
            if scalar == ">", out.hasSuffix("--") { out += "\u{2060}" }
            out.unicodeScalars.append(scalar)
            if "<{\\".unicodeScalars.contains(scalar) { out += "\u{2060}" }
        }
        return out
    }

    /// Text on one line: control characters and line ends dropped.
    static func shown(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: continue
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    static func milliseconds(_ cue: Cue, _ frameRate: FrameRate) -> (Int, Int) {
        (
            frameRate.samples(before: max(0, cue.frames.lowerBound), sampleRate: 1000),
            frameRate.samples(before: max(1, cue.frames.upperBound), sampleRate: 1000)
        )
    }

    /// Hours (at least two digits), minutes, seconds and milliseconds.
    static func clock(_ milliseconds: Int, _ point: String) -> String {
        let (hours, rest) = milliseconds.quotientAndRemainder(dividingBy: 3_600_000)
        let (minutes, seconds) = rest.quotientAndRemainder(dividingBy: 60_000)
        return "\(padded(hours, 2)):\(padded(minutes, 2)):\(padded(seconds / 1000, 2))\(point)"
            + padded(seconds % 1000, 3)
    }

    static func padded(_ value: Int, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
