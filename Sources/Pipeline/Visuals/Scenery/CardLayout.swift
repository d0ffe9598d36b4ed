internal import Film
internal import LibASS

/// Where each piece of a card's typography stands.
struct CardLayout {
    /// A line of text with its place.
    struct Line {
        var text: String
        var style: TextStyle
        /// Left edge of the text (right edge when `fromRight`) in pixels.
        var x: Double
        /// Baseline in pixels from the top.
        var baseline: Double
        var role: Role
        var fromRight = false
    }

    /// How a line is coloured and whether it counts up.
    enum Role {
        case text
        case detail
        case accent
        /// The figure of a number card.
        case figure
    }

    /// A filled box in the accent colour.
    struct Rule {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    var lines: [Line] = []
    var rule: Rule?
    /// The box around all text in pixels: left, top, right, bottom.
    var box: (left: Double, top: Double, right: Double, bottom: Double) = (0, 0, 0, 0)

    /// Lays out a card.
    ///
    /// - Parameters:
    ///   - card: Its words.
    ///   - size: The film's size.
    ///   - setter: Measures text.
    /// - Throws: A `FilmError` when libass runs out of memory.
    init(_ card: Card, size: PictureSize, setter: Typesetter) throws {
        let scale = TypeScale(size: size)
        let width = Double(size.width)
        let height = Double(size.height)
        let isWide = size.orientation == .wide
        let margin = (isWide ? 0.09 : 0.085) * width
        let measure = isWide ? (card.role == .quote ? 0.66 : 0.74) * width : width - 2 * margin
        let text = String(card.text.prefix(400))
        let detail = String(card.detail.prefix(200))
        // A figure stands on one line, with room for digits of equal width; a sentence about one is set as a chapter.
        let isFigure = card.role == .number && text.count <= 16
        let look = card.role == .number && !isFigure ? Look(.chapter) : Look(card.role)
        let main = try setter.fit(
            look.isQuote ? Self.quoted(text) : text, face: look.face,
            sizes: look.steps.map(scale.size), widest: isFigure ? measure * 0.84 : measure,
            most: isFigure ? 1 : isWide ? look.lines : look.lines + 2, tallest: height * (isWide ? 0.56 : 0.5),
            leading: look.leading, tracking: look.tracking)
        let small = try setter.fit(
            look.isQuote && !detail.isEmpty ? "— " + Self.undashed(detail) : detail, face: .medium,
            sizes: [scale.size(look.detailStep), scale.size(0), scale.size(-1)],
            widest: isWide ? 0.62 * width : measure,
            most: 3, tallest: height * 0.16, leading: 1.3, tracking: 0)

        let gap = scale.base * 0.62 + (main?.style.size ?? 0) * 0.27
        let ruleRoom = look.hasRule ? scale.base * 1.1 : 0
        let mainHeight = main?.height ?? 0
        let smallHeight = small?.height ?? 0
        let total = ruleRoom + mainHeight + (small == nil ? 0 : gap + smallHeight)
        // Optically centred: a little above the middle.
        var y = (height - total) * (isWide ? 0.49 : 0.46)
        let fromRight = Self.readsFromRight(text)
        let x = fromRight ? width - margin : margin
        box = (margin, y, margin + max(main?.width ?? 0, small?.width ?? 0), y + total)
        if fromRight { box = (width - box.right, y, width - margin, y + total) }
        if look.hasRule {
            let long = scale.base * 1.6
            rule = Rule(
                x: fromRight ? x - long : x, y: y, width: long, height: max(2, (scale.base * 0.085).rounded()))
            y += ruleRoom
        }
        if let main {
            y += main.style.size * main.style.face.capHeight
            if look.isQuote {
                // The opening mark hangs outside the text's edge.
                let mark = try setter.fit(
                    "“", face: look.face, sizes: [main.style.size], widest: width, most: 1, tallest: height,
                    leading: 1, tracking: 0)
                let hang = (mark?.width ?? 0) + main.style.size * 0.09
                lines.append(
                    Line(
                        text: "“", style: main.style, x: fromRight ? x + hang : x - hang, baseline: y, role: .accent,
                        fromRight: fromRight))
                box.left -= fromRight ? 0 : hang
            }
            for line in main.lines {
                lines.append(
                    Line(
                        text: line, style: main.style, x: x, baseline: y,
                        role: isFigure ? .figure : .text, fromRight: fromRight))
                y += main.leading
            }
            y -= main.leading
        }
        if let small {
            y += gap + small.style.size * small.style.face.capHeight
            for line in small.lines {
                lines.append(
                    Line(text: line, style: small.style, x: x, baseline: y, role: .detail, fromRight: fromRight))
                y += small.leading
            }
        }
    }

    private struct Look {
        var face: TypeFace
        var steps: [Double]
        var lines: Int
        var leading: Double
        var tracking: Double
        var detailStep: Double = 0
        var hasRule = false
        var isQuote = false

        init(_ role: Card.Role) {
            switch role {
            case .title:
                (face, steps, lines) = (.displayBold, [4, 3.5, 3, 2.5, 2, 1.5, 1], 3)
                (leading, tracking, detailStep, hasRule) = (1.08, -0.022, 0.5, true)
            case .chapter:
                (face, steps, lines) = (.displayBold, [3, 2.5, 2, 1.5, 1], 3)
                (leading, tracking, hasRule) = (1.12, -0.018, true)
            case .quote:
                (face, steps, lines) = (.displayMedium, [2.5, 2, 1.5, 1, 0.5], 5)
                (leading, tracking, isQuote) = (1.22, -0.012, true)
            case .number:
                (face, steps, lines) = (.displayBold, [6, 5.5, 5, 4.5, 4, 3, 2], 1)
                (leading, tracking, detailStep) = (1.05, -0.03, 0.5)
            }
        }
    }

    /// Text with one closing mark; the opening one is set apart, to hang.
    private static func quoted(_ text: String) -> String {
        let bare = text.trimmed { $0.isWhitespace || "\"“”„«»".contains($0) }
        return bare.isEmpty ? "" : bare + "”"
    }

    private static func undashed(_ text: String) -> String { text.trimmed { $0.isWhitespace || "-–—".contains($0) } }

    /// True for Hebrew and Arabic, decided by the first letter as Unicode's bidirectional algorithm does.
    static func readsFromRight(_ text: String) -> Bool {
        guard let letter = text.unicodeScalars.first(where: \.properties.isAlphabetic) else { return false }
        return switch letter.value {
        case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC: true
        default: false
        }
    }
}

extension String {
    fileprivate func trimmed(_ isDropped: (Character) -> Bool) -> String {
        var rest = Substring(self)
        while let first = rest.first, isDropped(first) { rest = rest.dropFirst() }
        while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
