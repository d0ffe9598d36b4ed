internal import Film
internal import LibASS

/// Fits text to a measure: the largest size of a list at which it stands in the lines allowed.
struct Typesetter {
    let renderer: TextRenderer

    /// A block of lines in one style.
    struct Block {
        var lines: [String]
        var style: TextStyle
        /// From one baseline to the next in pixels.
        var leading: Double
        /// Widest line in pixels.
        var width: Double
        /// Height from the first line's capitals to the last line's baseline, in pixels.
        var height: Double { Double(max(0, lines.count - 1)) * leading + style.size * style.face.capHeight }
    }

    /// Sets text as large as fits.
    ///
    /// - Parameters:
    ///   - text: Any text; white space separates words.
    ///   - face: The face.
    ///   - sizes: Sizes in pixels to try, largest first; below the last the text shrinks until it fits.
    ///   - widest: The measure in pixels.
    ///   - most: Lines allowed.
    ///   - tallest: Height allowed in pixels.
    ///   - leading: Line distance in em.
    ///   - tracking: Letter spacing in em.
    /// - Returns: The block, or `nil` for no words.
    /// - Throws: A `FilmError` when libass runs out of memory.
    func fit(
        _ text: String, face: TypeFace, sizes: [Double], widest: Double, most: Int, tallest: Double,
        leading: Double, tracking: Double
    ) throws -> Block? {
        var words = Wrapping.words(text)
        guard !words.isEmpty, let last = sizes.last else { return nil }
        // Widths grow with the size in proportion, so one measurement serves all sizes.
        let unit = 100.0
        let probe = TextStyle(face: face, size: unit, spacing: tracking * unit)
        func measure(_ text: String) throws -> Double { try Double(width(text, probe)) / unit }
        let space = 0.26 + tracking
        var widths = try words.map { try measure($0.text) }
        var candidates = sizes
        for _ in 0..<6 { candidates.append((candidates.last ?? last) * 0.8) }
        let smallest = candidates.last ?? last
        // A word that no size above can hold is cut.
        if let widestWord = widths.max(), widestWord * smallest > widest {
            words = words.flatMap { word in
                chunks(word.text, 12).enumerated().map { (text: $1, spaced: word.spaced && $0 == 0) }
            }
            widths = try words.map { try measure($0.text) }
        }
        var ragged: Block?
        for (step, size) in candidates.enumerated() {
            let tokens = zip(words, widths).map {
                Wrapping.Token(text: $0.text, width: $1 * size + size * 0.02, spaced: $0.spaced)
            }
            guard let lines = Wrapping.lines(tokens, space: space * size, widest: widest, most: most) else { continue }
            var style = TextStyle(face: face, size: size, spacing: tracking * size)
            var block = Block(lines: lines, style: style, leading: leading * size, width: 0)
            if block.height > tallest, size > smallest { continue }
            let widths = try lines.map { try Double(width($0, style)) }
            block.width = widths.max() ?? 0
            if block.width > widest {
                let factor = widest / block.width
                style.size *= factor
                style.spacing *= factor
                block = Block(lines: lines, style: style, leading: leading * size * factor, width: widest)
            }
            // A line that is much shorter than the others looks like a mistake: one size less may do better.
            guard (widths.min() ?? 0) < 0.45 * block.width, step + 1 < sizes.count else { return block }
            if let ragged, ragged.style.size > size * 1.4 { return ragged }
            ragged = ragged ?? block
        }
        if let ragged { return ragged }
        // More text than fits at any size: as many lines as stand, the rest left out behind an ellipsis.
        return try cut(words.map(\.text), face: face, size: smallest, widest: widest, most: most, leading: leading)
    }

    private func cut(
        _ words: [String], face: TypeFace, size: Double, widest: Double, most: Int, leading: Double
    ) throws -> Block {
        let style = TextStyle(face: face, size: size)
        var lines: [String] = []
        var line = ""
        for word in words {
            let longer = line.isEmpty ? word : "\(line) \(word)"
            if try Double(width(longer + " …", style)) <= widest {
                line = longer
            } else if lines.count + 1 < most {
                lines.append(line)
                line = word
            } else {
                line += " …"
                break
            }
        }
        lines.append(line)
        return Block(lines: lines, style: style, leading: leading * size, width: widest)
    }

    private func chunks(_ text: String, _ count: Int) -> [String] {
        var out: [String] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            out.append(String(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return out
    }

    private func width(_ text: String, _ style: TextStyle) throws -> Int {
        try renderer.set([text], style: style, anchor: .topLeft, x: 64, y: 64).bounds()?.x.count ?? 0
    }
}
