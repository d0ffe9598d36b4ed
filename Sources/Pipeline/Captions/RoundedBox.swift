internal import Pixels

/// A filled rectangle with round corners, with smooth edges.
struct RoundedBox {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double
    var radius: Double

    /// Lays the box in one colour.
    func lay(colour: Samples, opacity: Int, into builder: borrowing SpriteBuilder) {
        let x = Int(left.rounded(.down))
        let y = Int(top.rounded(.down))
        let columns = Int(right.rounded(.up)) - x
        let rows = Int(bottom.rounded(.up)) - y
        guard columns > 0, rows > 0 else { return }
        var mask = [UInt8](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            for column in 0..<columns {
                mask[row * columns + column] = coverage(Double(x + column) + 0.5, Double(y + row) + 0.5)
            }
        }
        mask.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            builder.lay(
                mask: base, maskStride: columns, x: x, y: y, columns: columns, rows: rows, colour: colour,
                opacity: opacity)
        }
    }

    /// Coverage of the pixel around a point, from the distance to the edge.
    private func coverage(_ px: Double, _ py: Double) -> UInt8 {
        let dx = abs(px - (left + right) / 2) - ((right - left) / 2 - radius)
        let dy = abs(py - (top + bottom) / 2) - ((bottom - top) / 2 - radius)
        let outside = (max(dx, 0) * max(dx, 0) + max(dy, 0) * max(dy, 0)).squareRoot()
        let distance = outside + min(max(dx, dy), 0) - radius
        return UInt8(min(255, max(0, (0.5 - distance) * 255)))
    }
}
