/// Colours at every 32nd pixel, from which a field's nodes are found by a cubic B-spline.
///
/// The spline through so few nodes is off by a sixth of the second difference at most: nothing where colours change over
/// hundreds of pixels.
struct CoarseGrid {
    private static let pitch = 32
    let luma: [Float]
    let blue: [Float]
    let red: [Float]
    private let columns: Int
    private let rows: Int

    /// Asks for the colours that a luma grid of so many nodes needs.
    ///
    /// - Parameters:
    ///   - columns: Luma nodes in a row, 8 pixels apart.
    ///   - rows: Rows of luma nodes.
    ///   - colour: Gives the colour at a pixel, also outside the picture.
    init(columns: Int, rows: Int, colour: (Int, Int) -> Samples) {
        // The last nodes stand 16 pixels beyond a picture, the first as far before it; the spline needs one more.
        self.columns = columns * 8 / Self.pitch + 6
        self.rows = rows * 8 / Self.pitch + 6
        let count = self.columns * self.rows
        var luma = [Float](repeating: 0, count: count)
        var blue = luma
        var red = luma
        for row in 0..<self.rows {
            for column in 0..<self.columns {
                let samples = colour((column - 2) * Self.pitch, (row - 2) * Self.pitch)
                let place = row * self.columns + column
                luma[place] = samples.luma
                blue[place] = samples.blue
                red[place] = samples.red
            }
        }
        self.luma = luma
        self.blue = blue
        self.red = red
    }

    /// Sets every node of a finer grid.
    func refine(_ nodes: [Float], into grid: inout SmoothField.Grid) {
        let weights = (0..<Self.pitch / grid.pitch).map { Self.spline(Float($0 * grid.pitch) / Float(Self.pitch)) }
        var line = [Float](repeating: 0, count: columns)
        for row in 0..<grid.rows {
            // Node 1 stands at the first pixel; coarse nodes begin two before it.
            let y = (row - 1) * grid.pitch + 2 * Self.pitch
            let above = (y / Self.pitch - 1) * columns
            let down = weights[y % Self.pitch / grid.pitch]
            for column in 0..<columns {
                let place = above + column
                line[column] =
                    nodes[place] * down.0 + nodes[place + columns] * down.1 + nodes[place + 2 * columns] * down.2
                    + nodes[place + 3 * columns] * down.3
            }
            for column in 0..<grid.columns {
                let x = (column - 1) * grid.pitch + 2 * Self.pitch
                let first = x / Self.pitch - 1
                let across = weights[x % Self.pitch / grid.pitch]
                grid.nodes[row * grid.columns + column] =
                    line[first] * across.0 + line[first + 1] * across.1 + line[first + 2] * across.2
                    + line[first + 3] * across.3
            }
        }
    }

    /// Uniform cubic B-spline weights of the four nodes around a point `t` of the way through its cell.
    private static func spline(_ t: Float) -> (Float, Float, Float, Float) {
        let s = 1 - t
        return (
            s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6, t * t * t / 6
        )
    }
}
