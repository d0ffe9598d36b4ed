internal import Film

/// The sizes that cards are set in: steps of 1.333 (a perfect fourth) from the caption size.
struct TypeScale {
    /// The caption size in pixels.
    let base: Double

    init(size: PictureSize) {
        let short = Double(min(size.width, size.height))
        base = short * (size.orientation == .tall ? 0.056 : 0.048)
    }

    /// The size a number of steps above (or below) the caption size.
    func size(_ steps: Double) -> Double {
        var value = base
        for _ in 0..<Int(abs(steps.rounded(.towardZero))) { value *= steps > 0 ? 1.333 : 1 / 1.333 }
        // Half steps are the square root.
        if abs(steps.truncatingRemainder(dividingBy: 1)) >= 0.5 { value *= steps > 0 ? 1.1546 : 1 / 1.1546 }
        return value
    }
}
