package import Film

/// Where captions stand and how large they are set, by the picture's shape.
package struct CaptionGeometry: Sendable, Hashable {
    /// Em in pixels.
    package let em: Double
    /// Bottom of the caption's box in pixels from the top.
    package let bottom: Double
    /// Widest that text may be in pixels: margins of 5 % on both sides.
    package let widest: Double
    /// The middle, in pixels from the left.
    package let centre: Double

    /// The house geometry: 4.8 % of the height in wide films, 3.6 % in tall ones (at most 6.4 % of the width), above
    /// the controls that players and platforms lay over the bottom.
    package init(size: PictureSize) {
        let width = Double(size.width)
        let height = Double(size.height)
        let ratio = width / height
        switch size.orientation {
        case .wide:
            em = min(0.048 * height, 0.038 * width)
            bottom = 0.88 * height
        case .square:
            em = min(0.048 * height, 0.05 * width)
            bottom = 0.87 * height
        case .tall:
            // 4:5 is a feed's shape: no platform controls lie over it, and its width allows larger type.
            let isPhone = ratio < 0.65
            em = min((isPhone ? 0.036 : 0.046) * height, 0.064 * width)
            bottom = (isPhone ? 0.72 : 0.82) * height
        }
        widest = 0.9 * width
        centre = width / 2
    }
}
