internal import Captions
package import Film

/// Where a logo stands and how large it is, by the picture's shape.
///
/// It is there to be noticed and not looked at: about a hundredth of the picture, in from the edges by what televisions
/// and players may cut off, clear of captions, and in tall films of what the platforms lay over the top, the bottom
/// and the lower right.
package struct LogoGeometry: Sendable, Equatable {
    /// Pixels from the picture's left edge, even.
    package let left: Int
    /// Pixels from the picture's top edge, even.
    package let top: Int
    /// Width in pixels.
    package let width: Int
    /// Height in pixels.
    package let height: Int

    /// Fits a logo in.
    ///
    /// - Parameters:
    ///   - logo: Its own size in pixels. It is made smaller, never larger: enlarged marks look soft.
    ///   - corner: The corner.
    ///   - size: The film's size.
    package init(logo: (width: Int, height: Int), corner: Logo.Corner, size: PictureSize) {
        let (wide, high) = (Double(size.width), Double(size.height))
        let isPhone = size.orientation == .tall && wide / high < 0.65
        let isBottom = corner == .bottomLeft || corner == .bottomRight
        let isRight = corner == .topRight || corner == .bottomRight
        let margin = 0.045 * min(wide, high)
        let sides = (isPhone && isBottom && isRight ? 0.13 * wide : margin)
        // A seventh of a phone's picture at the top and a fifth at the bottom lie under the platforms' controls.
        let upper = isPhone ? 0.13 * high : margin
        let lower = isPhone ? 0.8 * high : high - margin
        var box: (width: Double, height: Double)
        switch size.orientation {
        case .wide: box = (0.12 * wide, 0.1 * high)
        case .square: box = (0.18 * wide, 0.11 * high)
        case .tall: box = isPhone ? (0.22 * wide, 0.07 * high) : (0.2 * wide, 0.09 * high)
        }
        if isBottom {
            // Below the captions, whose bottom is fixed, with a gap.
            box.height = min(box.height, lower - CaptionGeometry(size: size).bottom - 0.01 * high)
        }
        let scale = min(box.width / Double(logo.width), box.height / Double(logo.height), 1)
        width = min(max(Int((Double(logo.width) * scale).rounded()), 1), logo.width)
        height = min(max(Int((Double(logo.height) * scale).rounded()), 1), logo.height)
        let x = isRight ? wide - sides - Double(width) : sides
        let y = isBottom ? lower - Double(height) : upper
        left = Int((x / 2).rounded()) * 2
        top = Int((y / 2).rounded()) * 2
    }
}
