/// The part of a plate that a frame shows: a rectangle of the film's shape.
struct Window: Equatable {
    /// Left edge in plate pixels.
    var x: Double
    /// Top edge in plate pixels.
    var y: Double
    /// Plate pixels per film pixel.
    var step: Double

    /// The window part of the way from one to another: every edge moves on a straight line, so that a window between
    /// two that lie inside the plate lies inside, too.
    static func between(_ from: Window, _ to: Window, share: Double) -> Window {
        Window(
            x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share,
            step: from.step + (to.step - from.step) * share)
    }
}
