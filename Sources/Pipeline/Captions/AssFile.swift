package import Film
internal import LibASS

extension CaptionFiles {
    /// An ASS file in the film's caption style, with the time of each word (`\k`) when they are karaoke.
    ///
    /// - Parameters:
    ///   - cues: In order, counted from the film's start.
    ///   - style: The film's caption style; `none` writes the plain one.
    ///   - size: The film's size.
    ///   - frameRate: The film's.
    ///   - accent: The colour of the word being spoken.
    /// - Returns: The file's text.
    package static func ass(
        _ cues: [Cue], style: CaptionStyle, size: PictureSize, frameRate: FrameRate, accent: Colour
    ) -> String {
        let geometry = CaptionGeometry(size: size)
        let em = geometry.em
        let font = tenths(em * TypeFace.semiBold.linePerEm)
        // With karaoke, ASS shows the secondary colour before a word and the primary from it on.
        let isKaraoke = style == .karaoke
        let primary = isKaraoke ? assColour(accent) : "&H00FFFFFF"
        let boxed = style == .boxed
        let side = Int(Double(size.width) * 0.05)
        let below = size.height - Int(geometry.bottom)
        var out = """
            [Script Info]
            ScriptType: v4.00+
            PlayResX: \(size.width)
            PlayResY: \(size.height)
            WrapStyle: 2
            ScaledBorderAndShadow: yes
            YCbCr Matrix: TV.709

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
            Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, \
            MarginR, MarginV, Encoding
            Style: Caption,Inter,\(font),\(primary),&H00FFFFFF,\(boxed ? "&H4D000000" : "&H28000000"),\
            &H73000000,-1,0,0,0,100,100,0,0,\(boxed ? 3 : 1),\(tenths(em * (boxed ? 0.07 : 0.048))),\
            \(boxed ? "0" : tenths(em * 0.035)),2,\(side),\(side),\(below),1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

            """
        for cue in cues {
            let (start, end) = milliseconds(cue, frameRate)
            let text =
                isKaraoke ? karaoke(cue, from: start) : cue.lineTexts.map { assEscaped($0) }.joined(separator: "\\N")
            out += "Dialogue: 0,\(assClock(start)),\(assClock(end)),Caption,,0,0,0,,\(text)\n"
        }
        return out
    }

    /// Each piece behind its `\k` in hundredths of a second; the times add up without drift.
    private static func karaoke(_ cue: Cue, from start: Int) -> String {
        var out = ""
        var written = 0
        func hundredths(_ ticks: Int) -> Int {
            max(written, (ticks * 100 / Cue.ticksPerSecond) - start / 10)
        }
        for (number, line) in cue.lines.enumerated() {
            if number > 0 { out += "\\N" }
            for index in line {
                let piece = cue.pieces[index]
                let begins = hundredths(piece.start)
                // Silence before a word is an empty syllable.
                if begins > written { out += "{\\k\(begins - written)}" }
                written = begins
                let ends = hundredths(piece.end)
                let space = index > line.lowerBound && piece.spaced ? " " : ""
                out += space + "{\\k\(ends - written)}" + assEscaped(shown(piece.text))
                written = ends
            }
        }
        return out
    }

    private static func assColour(_ colour: Colour) -> String {
        func hex(_ value: UInt8) -> String { (value < 16 ? "0" : "") + String(value, radix: 16, uppercase: true) }
        return "&H00\(hex(colour.blue))\(hex(colour.green))\(hex(colour.red))"
    }

    /// `H:MM:SS.cc`.
    private static func assClock(_ milliseconds: Int) -> String {
        let hundredths = (milliseconds + 5) / 10
        return "\(hundredths / 360_000):\(padded(hundredths / 6000 % 60, 2)):\(padded(hundredths / 100 % 60, 2))."
            + padded(hundredths % 100, 2)
    }

    private static func tenths(_ value: Double) -> String {
        let scaled = Int((value * 10).rounded())
        return "\(scaled / 10).\(scaled % 10)"
    }
}
