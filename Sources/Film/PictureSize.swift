/// A film's picture size in pixels: even in both directions, 128 to 3840 a side.
package struct PictureSize: Sendable, Hashable, Codable {
    /// Pixels from left to right.
    package let width: Int
    /// Pixels from top to bottom.
    package let height: Int

    /// Makes a size without checking it; ``init(validating:_:)`` is for what a user typed.
    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// How the picture stands.
    package enum Orientation: String, Sendable, Codable {
        case wide
        case tall
        case square
    }

    /// Wide above 1.1, tall below 0.9 (width over height), square between.
    package var orientation: Orientation {
        let ratio = Double(width) / Double(height)
        return ratio > 1.1 ? .wide : ratio < 0.9 ? .tall : .square
    }
}

/// The shapes that a film can be asked for by name.
package enum Shape: String, Sendable, CaseIterable, Codable {
    case wide = "16:9"
    case tall = "9:16"
    case square = "1:1"
    case portrait = "4:5"

    /// The size of this shape whose shorter side is `side` pixels (1080 by default).
    package func size(side: Int = 1080) -> PictureSize {
        switch self {
        case .wide: PictureSize(width: side * 16 / 9, height: side)
        case .tall: PictureSize(width: side, height: side * 16 / 9)
        case .square: PictureSize(width: side, height: side)
        case .portrait: PictureSize(width: side, height: side * 5 / 4)
        }
    }
}
