/// How a stored picture is turned for showing, numbered as EXIF does (1 is upright).
package enum Orientation: Int, Sendable, CaseIterable {
    case upright = 1
    case mirrored
    case upsideDown
    case flipped
    case transposed
    case turnedRight
    case transverse
    case turnedLeft

    /// True when width and height change places.
    package var swapsSides: Bool { rawValue >= 5 }

    /// How to walk through a stored plane in the order of showing.
    ///
    /// - Parameters:
    ///   - width: Samples in a stored row.
    ///   - height: Stored rows.
    ///   - stride: Samples from one stored row to the next.
    /// - Returns: The offset of the sample shown at the top left, and the steps to the shown right and downwards.
    func walk(width: Int, height: Int, stride: Int) -> (first: Int, across: Int, down: Int) {
        let right = width - 1
        let bottom = (height - 1) * stride
        return switch self {
        case .upright: (0, 1, stride)
        case .mirrored: (right, -1, stride)
        case .upsideDown: (right + bottom, -1, -stride)
        case .flipped: (bottom, 1, -stride)
        case .transposed: (0, stride, 1)
        case .turnedRight: (bottom, -stride, 1)
        case .transverse: (right + bottom, -stride, -1)
        case .turnedLeft: (right, stride, -1)
        }
    }
}
