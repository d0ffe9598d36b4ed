internal import Film
internal import Pixels

/// The colours of a card's type.
struct CardPalette {
    let text = Samples(Colour(red: 252, green: 250, blue: 246))
    let detail = Samples(Colour(red: 222, green: 221, blue: 219))
    let accent: Samples

    /// - Parameter accent: Lightened until it stands 4.5 : 1 against the scrim (WCAG 2.2, 1.4.3).
    init(accent: Colour) {
        var tone = Tone(accent)
        while Self.luminance(tone.samples) < Scrim.brightestBehindText * 4.5 + 0.05 * 3.5, tone.light < 0.99 {
            tone.light += 0.01
        }
        self.accent = tone.samples
    }

    /// Relative luminance of samples, 0...1.
    static func luminance(_ samples: Samples) -> Float {
        let light = (samples.luma - 16) / 219
        let blue = light + (samples.blue - 128) / 224 * 1.8556
        let red = light + (samples.red - 128) / 224 * 1.5748
        let green = (light - 0.2126 * red - 0.0722 * blue) / 0.7152
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    private static func linear(_ code: Float) -> Float {
        let x = min(1, max(0, code))
        return x <= 0.04045 ? x / 12.92 : Maths.power((x + 0.055) / 1.055, 2.4)
    }
}
