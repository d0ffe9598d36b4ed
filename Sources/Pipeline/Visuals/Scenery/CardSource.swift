package import Film
internal import LibASS
package import Pixels

/// Typography over a darkened background: titles, chapters, quotes and figures.
package final class CardSource: PictureSource {
    private let background: any PictureSource
    private let scrim: Sprite
    private let lines: [CardLine]
    private let frameRate: FrameRate
    private let frames: Int
    /// Footage is shown out of focus, so that nothing in it competes with the words.
    private var softness: SmoothField?
    private let dither = Dither(amplitude: 0.7, seed: 11)

    /// Makes a card.
    ///
    /// - Parameters:
    ///   - card: The words.
    ///   - background: What moves behind them; drawn scenery keeps more of its light than footage.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - frames: The card's length, at whose end the text leaves.
    ///   - accent: The one colour beside white; lightened when it could not be read.
    /// - Throws: A `FilmError` when libass cannot start.
    package init(
        card: Card, background: any PictureSource, size: PictureSize, frameRate: FrameRate, frames: Int, accent: Colour
    ) throws {
        self.background = background
        self.frameRate = frameRate
        self.frames = frames
        let renderer = try TextRenderer(size: size)
        let layout = try CardLayout(card, size: size, setter: Typesetter(renderer: renderer))
        let isDrawn = background is any DrawnScenery
        softness = isDrawn ? nil : SmoothField(width: size.width, height: size.height)
        var brightness = 235
        if isDrawn {
            // Drawn light changes slowly, so three frames tell how bright it gets; footage may do anything.
            let trial = Picture(width: size.width, height: size.height)
            brightness = 16
            for frame in [0, frames / 2, frames] {
                try background.draw(frame: frame, into: trial)
                brightness = max(brightness, Scrim.brightness(of: trial, behind: layout.box) + 6)
            }
        }
        scrim = Scrim.make(behind: layout.box, size: size, brightness: brightness)
        let palette = CardPalette(accent: accent)
        var lines: [CardLine] = []
        if let rule = layout.rule { lines.append(CardLine(rule: rule, palette: palette)) }
        for line in layout.lines {
            lines += try CardLine.make(line, palette: palette, renderer: renderer)
        }
        self.lines = lines
    }

    package func draw(frame index: Int, into canvas: Picture) throws {
        try background.draw(frame: index, into: canvas)
        if softness != nil {
            softness?.blur(canvas)
            softness?.draw(into: canvas, dither: dither)
        }
        scrim.blend(onto: canvas)
        let now = frameRate.seconds(before: index)
        let leaving = Double(frames - index) / max(1, frameRate.framesPerSecond * 0.24)
        let stay = min(1, max(0, leaving))
        guard stay > 0 else { return }
        let rise = 0.01 * Double(canvas.height)
        for (order, line) in lines.enumerated() {
            // Each line takes 240 ms and begins 60 ms after the one before.
            let begun = (now - 0.1 - 0.06 * Double(order)) / 0.24
            let t = min(1, max(0, begun))
            let eased = 1 - (1 - t) * (1 - t) * (1 - t)
            line.draw(onto: canvas, shown: eased * stay, lower: (1 - eased) * rise, since: now - 0.1)
        }
    }
}
