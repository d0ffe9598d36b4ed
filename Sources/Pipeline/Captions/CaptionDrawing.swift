internal import Film
internal import LibASS
internal import Pixels

/// One cue, set: the sprite of its text and, for karaoke, one of each word in the accent colour.
struct CaptionDrawing {
    private let text: Sprite?
    private let words: [(sprite: Sprite, start: Int, end: Int)]

    init(
        cue: Cue, style: CaptionStyle, geometry: CaptionGeometry, accent: Colour, renderer: TextRenderer
    ) throws {
        let runs = Self.runs(of: cue)
        let padding = style == .boxed ? geometry.em * 0.22 : 0
        var em = geometry.em
        func set(outline: Double, blur: Double) throws -> SetText {
            try renderer.set(
                runs, style: TextStyle(face: .semiBold, size: em, outline: outline * em, blur: blur * em),
                anchor: .bottomCentre, x: geometry.centre, y: (geometry.bottom - padding).rounded())
        }
        // 2.5 px at 1080, where the em is 52 px.
        let outline = style == .boxed ? 0 : 0.048
        var letters = try set(outline: outline, blur: 0)
        let room = geometry.widest - (style == .boxed ? geometry.em * 1.1 : 0)
        if let box = letters.bounds(), Double(box.x.count) > room {
            em *= room / Double(box.x.count)
            letters = try set(outline: outline, blur: 0)
        }
        guard let box = letters.bounds() else {
            text = nil
            words = []
            return
        }

        let white = Samples(Colour(red: 255, green: 255, blue: 255))
        let black = Samples(Colour(red: 0, green: 0, blue: 0))
        let margin = Int(geometry.em * 0.7)
        let builder = SpriteBuilder(
            x: box.x.lowerBound - margin..<box.x.upperBound + margin,
            y: box.y.lowerBound - margin..<box.y.upperBound + margin)
        if style == .boxed {
            let height = em * TypeFace.semiBold.linePerEm * Double(cue.lines.count)
            let panel = RoundedBox(
                left: Double(box.x.lowerBound) - em * 0.5, top: geometry.bottom - height - 2 * padding,
                right: Double(box.x.upperBound) + em * 0.5, bottom: geometry.bottom, radius: em * 0.3)
            panel.lay(colour: black, opacity: 179, into: builder)
        } else {
            let shadow = try set(outline: outline * 1.6, blur: 0.075)
            shadow.lay(.outline, colour: black, opacity: 140, down: Int((em * 0.035).rounded()), into: builder)
            letters.lay(.outline, colour: black, opacity: 215, into: builder)
        }
        letters.lay(.letters, colour: white, into: builder)
        text = builder.finish()
        words = style == .karaoke ? Self.words(of: cue, letters: letters, colour: Samples(accent)) : []
    }

    /// Each piece is a run of its own; the spaces and line ends between go with the piece before.
    private static func runs(of cue: Cue) -> [String] {
        var runs = cue.pieces.map(\.text)
        for (number, line) in cue.lines.enumerated() {
            for index in line where index + 1 < line.upperBound && cue.pieces[index + 1].spaced { runs[index] += " " }
            if number + 1 < cue.lines.count, let last = line.last { runs[last] += "\n" }
        }
        return runs
    }

    private static func words(
        of cue: Cue, letters: SetText, colour: Samples
    ) -> [(sprite: Sprite, start: Int, end: Int)] {
        cue.pieces.indices.compactMap { index in
            guard let box = letters.bounds(run: index) else { return nil }
            let builder = SpriteBuilder(x: box.x, y: box.y)
            letters.lay(.letters, run: index, colour: colour, into: builder)
            let piece = cue.pieces[index]
            // A word stays lit until the next begins, unless the speaker pauses.
            var end = piece.end
            if index + 1 < cue.pieces.count {
                let next = cue.pieces[index + 1].start
                if next - end < Cue.ticksPerSecond * 3 / 10 { end = max(end, next) }
            }
            return (builder.finish(), piece.start, end)
        }
    }

    func blend(onto picture: Picture, at now: Int) {
        text?.blend(onto: picture)
        for word in words {
            let weight = min(Self.eased(now - word.start), 256 - Self.eased(now - word.end))
            word.sprite.blend(onto: picture, opacity: weight)
        }
    }

    /// 0 to 256 over the 80 ms around a moment, with a smooth start and end (3x² − 2x³).
    private static func eased(_ ticks: Int) -> Int {
        let x = min(1, max(0, Double(ticks) / (0.08 * Double(Cue.ticksPerSecond)) + 0.5))
        return Int((256 * x * x * (3 - 2 * x)).rounded())
    }
}
