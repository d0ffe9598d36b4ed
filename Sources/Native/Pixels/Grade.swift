/// One gentle colour grade for a whole film, so that pictures from different hands look related.
package struct Grade: Sendable, Hashable {
    /// What the span between the quarter tones gains, as a share (0.04 is 4 %); black and white stay where they are.
    package var contrast: Double
    /// How far white leans to amber (or, below 0, to blue): red up and blue down by this share of the light.
    package var warmth: Double

    /// Makes a grade.
    package init(contrast: Double, warmth: Double) {
        self.contrast = contrast
        self.warmth = warmth
    }

    /// Leaves pictures as they are.
    package static let none = Grade(contrast: 0, warmth: 0)

    /// The house grade for a music mood: 4 % contrast, and as much warmth as suits the mood.
    ///
    /// - Parameter mood: The film's mood as its music names it; an unknown one gets the neutral-warm default.
    /// - Returns: The grade.
    package static func house(_ mood: String = "") -> Grade {
        let warmth =
            switch mood.lowercased() {
            case "tender", "nostalgic": 0.022
            case "happy": 0.016
            case "energetic": 0.0
            case "dark", "sad", "mysterious", "tense", "cold": -0.012
            default: 0.01
            }
        return Grade(contrast: 0.04, warmth: warmth)
    }
}
