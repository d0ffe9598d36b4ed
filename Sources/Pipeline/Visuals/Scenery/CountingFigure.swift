internal import Film
internal import LibASS
internal import Pixels

/// A figure that counts up to its value, every digit in a cell of the same width so that nothing jitters.
final class CountingFigure {
    private let sprites: [Character: SetText]
    private let before: SetText?
    private let after: SetText?
    private let value: FigureValue
    private let cell: Double
    private let marks: [Character: Double]
    private let x: Double
    private let palette: CardPalette
    private let afterGap: Double
    private let beforeWidth: Double
    private let numberWidth: Double
    private var settled: [Sprite]?

    /// Makes one, or `nil` when the line holds no number.
    init?(_ line: CardLayout.Line, palette: CardPalette, renderer: TextRenderer) throws {
        guard !line.fromRight, let value = FigureValue(line.text) else { return nil }
        self.value = value
        self.palette = palette
        let style = line.style
        let top = line.baseline - style.size * style.face.ascent
        func set(_ text: String) throws -> SetText? {
            text.isEmpty ? nil : try renderer.set([text], style: style, anchor: .topLeft, x: 256, y: top)
        }
        var sprites: [Character: SetText] = [:]
        var widest = 0
        for digit in "0123456789" {
            guard let text = try set(String(digit)) else { continue }
            sprites[digit] = text
            widest = max(widest, text.bounds()?.x.count ?? 0)
        }
        cell = Double(widest) + style.size * 0.055
        var marks: [Character: Double] = [:]
        for mark in Set(value.pattern.filter { !$0.isNumber }) {
            guard let text = try set(String(mark)) else { continue }
            sprites[mark] = text
            marks[mark] = Double(text.bounds()?.x.count ?? 0) + style.size * 0.1
        }
        self.sprites = sprites
        self.marks = marks
        before = try set(value.before)
        after = try set(value.after)
        beforeWidth = Double(before?.bounds()?.x.count ?? 0) + (before == nil ? 0 : style.size * 0.06)
        afterGap = style.size * (value.after.first.map { $0.isLetter } ?? false ? 0.2 : 0.12)
        // The first digit's ink, not its cell, stands on the margin.
        var inset = 0.0
        if value.before.isEmpty, let digit = value.pattern.first, let ink = sprites[digit]?.bounds() {
            inset = (cell - Double(ink.x.count)) / 2
        }
        x = line.x - inset
        var width = 0.0
        for character in value.pattern { width += character.isNumber ? cell : marks[character] ?? 0 }
        numberWidth = width
    }

    /// Draws the value reached `since` seconds after the start, `lower` pixels below its place.
    func draw(onto picture: Picture, opacity: Int, lower: Double, since: Double) {
        // 900 ms, fast at first and slow into the last value.
        let t = min(1, max(0, since / 0.9))
        let isSettled = t >= 1 && lower == 0
        let sprites = isSettled ? settled ?? compose(t, lower: 0) : compose(t, lower: lower)
        if isSettled { settled = sprites }
        for sprite in sprites { sprite.blend(onto: picture, opacity: opacity) }
    }

    private func compose(_ t: Double, lower: Double) -> [Sprite] {
        var out: [Sprite] = []
        let text = value.shown(1 - (1 - t) * (1 - t) * (1 - t))
        place(before, at: x, colour: palette.accent, lower, into: &out)
        // Right-aligned in the room of the final value: units stay under units.
        var right = x + beforeWidth + numberWidth
        for character in text.reversed() {
            let width = character.isNumber ? cell : marks[character] ?? 0
            right -= width
            guard let sprite = sprites[character], let box = sprite.bounds() else { continue }
            place(
                sprite, at: right + (width - Double(box.x.count)) / 2, colour: palette.text, lower, into: &out)
        }
        place(
            after, at: x + beforeWidth + numberWidth + afterGap, colour: palette.accent, lower, into: &out)
        return out
    }

    private func place(
        _ text: SetText?, at x: Double, colour: Samples, _ lower: Double, into sprites: inout [Sprite]
    ) {
        guard let text, let box = text.bounds() else { return }
        let whole = Int(lower.rounded(.down))
        let moved = text.lowered(by: ((lower - Double(whole)) * 8).rounded() / 8)
        let right = Int(x.rounded()) - box.x.lowerBound
        let builder = SpriteBuilder(
            x: box.x.lowerBound + right..<box.x.upperBound + right,
            y: box.y.lowerBound + whole..<box.y.upperBound + whole + 1)
        moved.lay(.letters, colour: colour, right: right, down: whole, into: builder)
        sprites.append(builder.finish())
    }
}
