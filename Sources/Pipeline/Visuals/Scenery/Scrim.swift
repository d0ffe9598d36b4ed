internal import Film
internal import Pixels

/// Darkens what lies behind a card's text, and less so what lies beside it.
enum Scrim {
    /// Opacity behind the text over any background: white (luma 235) comes out at 16 + 219 × 0.34.
    private static let strongest: Float = 0.66
    private static let weakest: Float = 0.2

    /// The highest luma that is left behind text: amber then stands 4.5 : 1, white 7 : 1.
    private static let brightest: Float = 16 + 219 * 0.34

    /// The relative luminance of a grey of that luma (0.34 in sRGB).
    static let brightestBehindText: Float = 0.095

    /// A scrim around a box of text in pixels.
    ///
    /// - Parameters:
    ///   - box: The text.
    ///   - size: The film's size.
    ///   - brightness: The highest luma that the background has behind the text; 235 when not known.
    /// - Returns: A sprite as large as the picture.
    static func make(
        behind box: (left: Double, top: Double, right: Double, bottom: Double), size: PictureSize, brightness: Int
    ) -> Sprite {
        let needed = 1 - (brightest - 16) / max(1, Float(brightness) - 16)
        let behind = min(strongest, max(weakest, needed))
        let beside = behind * 0.4
        let unit = Float(size.height)
        let short = Float(min(size.width, size.height)) / unit
        let left = Float(box.left) / unit
        let right = Float(box.right) / unit
        let top = Float(box.top) / unit
        let bottom = Float(box.bottom) / unit
        var field = SmoothField(width: size.width, height: size.height)
        field.fill { x, y in
            let dx = max(left - x, x - right, 0)
            let dy = max(top - y, y - bottom, 0)
            let distance = (dx * dx + dy * dy).squareRoot()
            let opacity = mix(behind, beside, step(0.10 * short, 0.75 * short, distance))
            return Samples(luma: opacity * 255, blue: 128, red: 128)
        }
        let picture = Picture(width: size.width, height: size.height)
        field.draw(into: picture, dither: Dither(amplitude: 0.5, seed: 3))
        let builder = SpriteBuilder(x: 0..<size.width, y: 0..<size.height)
        builder.lay(
            mask: picture.luma.base, maskStride: picture.luma.stride, x: 0, y: 0, columns: size.width,
            rows: size.height, colour: Samples(Colour(red: 4, green: 6, blue: 12)))
        return builder.finish()
    }

    /// The highest luma of a picture within a box of text and a little around it.
    static func brightness(
        of picture: Picture, behind box: (left: Double, top: Double, right: Double, bottom: Double)
    ) -> Int {
        let margin = Double(picture.height) * 0.02
        let x0 = max(0, Int(box.left - margin))
        let x1 = min(picture.width, Int(box.right + margin))
        let y0 = max(0, Int(box.top - margin))
        let y1 = min(picture.height, Int(box.bottom + margin))
        var highest = 16
        guard x1 > x0, y1 > y0 else { return highest }
        for y in y0..<y1 {
            let row = picture.luma.base + y * picture.luma.stride
            for x in x0..<x1 { highest = max(highest, Int(row[x])) }
        }
        return highest
    }
}
