internal import Film
internal import LibASS
internal import Pixels

/// One line of a card that enters by itself: text, a rule, or a figure that counts up.
final class CardLine {
    private enum Content {
        case text(SetText, Samples)
        case rule(CardLayout.Rule, Samples)
        case figure(CountingFigure)
    }

    private let content: Content
    private var settled: Sprite?

    private init(_ content: Content) { self.content = content }

    convenience init(rule: CardLayout.Rule, palette: CardPalette) { self.init(.rule(rule, palette.accent)) }

    /// The lines that a laid-out line is drawn as.
    static func make(_ line: CardLayout.Line, palette: CardPalette, renderer: TextRenderer) throws -> [CardLine] {
        if line.role == .figure, let figure = try CountingFigure(line, palette: palette, renderer: renderer) {
            return [CardLine(.figure(figure))]
        }
        let colour =
            switch line.role {
            case .text, .figure: palette.text
            case .detail: palette.detail
            case .accent: palette.accent
            }
        return [CardLine(.text(try set(line, renderer: renderer), colour))]
    }

    /// Sets a line on its baseline.
    static func set(_ line: CardLayout.Line, renderer: TextRenderer) throws -> SetText {
        try renderer.set(
            [line.text], style: line.style, anchor: line.fromRight ? .topRight : .topLeft, x: line.x,
            y: line.baseline - line.style.size * line.style.face.ascent)
    }

    /// Draws the line.
    ///
    /// - Parameters:
    ///   - picture: The frame.
    ///   - shown: Opacity, 0...1.
    ///   - lower: Pixels below its place.
    ///   - since: Seconds since the card's text began to enter.
    func draw(onto picture: Picture, shown: Double, lower: Double, since: Double) {
        let opacity = Int((shown * 256).rounded())
        guard opacity > 0 else { return }
        switch content {
        case .figure(let figure):
            figure.draw(onto: picture, opacity: opacity, lower: lower, since: since)
        case .text, .rule:
            // Eighths of a pixel are as fine as the eye follows.
            let place = (lower * 8).rounded() / 8
            if place == 0 {
                let sprite = settled ?? make(lower: 0)
                settled = sprite
                sprite?.blend(onto: picture, opacity: opacity)
            } else {
                make(lower: place)?.blend(onto: picture, opacity: opacity)
            }
        }
    }

    private func make(lower: Double) -> Sprite? {
        switch content {
        case .text(let text, let colour): return Self.sprite(text, colour: colour, lower: lower)
        case .rule(let rule, let colour):
            let x = Int(rule.x.rounded())
            let columns = Int(rule.width.rounded())
            let rows = Int(rule.height.rounded())
            let y = Int((rule.y + lower).rounded())
            let builder = SpriteBuilder(x: x..<x + columns, y: y..<y + rows)
            let mask = [UInt8](repeating: 255, count: columns * rows)
            mask.withUnsafeBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                builder.lay(
                    mask: base, maskStride: columns, x: x, y: y, columns: columns, rows: rows, colour: colour)
            }
            return builder.finish()
        case .figure: return nil
        }
    }

    /// Text in one colour, lowered, with a soft shadow that parts it from a busy background.
    static func sprite(_ text: SetText, colour: Samples, lower: Double) -> Sprite? {
        let whole = Int(lower.rounded(.down))
        let moved = text.lowered(by: lower - Double(whole))
        guard let box = moved.bounds() else { return nil }
        let builder = SpriteBuilder(
            x: box.x, y: box.y.lowerBound + whole..<box.y.upperBound + whole)
        moved.lay(.letters, colour: colour, down: whole, into: builder)
        return builder.finish()
    }
}
