/// How text is set.
package struct TextStyle: Sendable, Hashable {
    /// The face.
    package var face: TypeFace
    /// Em in pixels.
    package var size: Double
    /// Extra space after each letter in pixels; negative for tight titles.
    package var spacing: Double
    /// Outline on every side in pixels; 0 for none.
    package var outline: Double
    /// Softness of the outline (of the letters when there is none), as libass's `\blur`.
    package var blur: Double

    /// Makes a style.
    package init(face: TypeFace, size: Double, spacing: Double = 0, outline: Double = 0, blur: Double = 0) {
        self.face = face
        self.size = size
        self.spacing = spacing
        self.outline = outline
        self.blur = blur
    }

    /// The point of a text block that is placed.
    package enum Anchor: Sendable, Hashable {
        case topLeft
        case topCentre
        case topRight
        case bottomCentre

        /// libass's own alignment code (`HALIGN_*` with `VALIGN_*`), not the numeric keypad's.
        var code: Int32 {
            switch self {
            case .topLeft: 1 | 4
            case .topCentre: 2 | 4
            case .topRight: 3 | 4
            case .bottomCentre: 2 | 0
            }
        }
    }
}
