package import Film

/// One colour as BT.709 limited-range samples, not rounded.
package struct Samples: Sendable, Hashable {
    /// Luma, 16 (black) to 235 (white).
    package var luma: Float
    /// Blue difference, 16 to 240 around 128.
    package var blue: Float
    /// Red difference, 16 to 240 around 128.
    package var red: Float

    /// Makes a colour from samples.
    package init(luma: Float, blue: Float, red: Float) {
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    /// Converts gamma-coded red, green and blue, each 0...1 (ITU-R BT.709-6, items 3.2 to 3.5).
    package init(red: Float, green: Float, blue: Float) {
        let light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        self.init(
            luma: 16 + 219 * light, blue: 128 + 224 * (blue - light) / 1.8556, red: 128 + 224 * (red - light) / 1.5748)
    }

    /// Converts an 8-bit colour.
    package init(_ colour: Colour) {
        self.init(red: Float(colour.red) / 255, green: Float(colour.green) / 255, blue: Float(colour.blue) / 255)
    }

    /// Luma rounded to 8 bits.
    package var roundedLuma: Int { Int(luma.rounded()) }
    /// Blue difference rounded to 8 bits.
    package var roundedBlue: Int { Int(blue.rounded()) }
    /// Red difference rounded to 8 bits.
    package var roundedRed: Int { Int(red.rounded()) }
}
