internal import CPixels

/// Moving light over a still picture, evaluated on a coarse grid (a node every 8 luma pixels) for each frame.
package final class LightOverlay {
    /// Nodes in a row; node 1 stands at the picture's left edge.
    package let columns: Int
    private let nodeRows: Int
    private let rows: Int
    private let width: Int
    private var luma: [Float]
    private var blue: [Float]
    private var red: [Float]
    private let falloff: [Float]

    /// Makes an overlay without light.
    ///
    /// - Parameters:
    ///   - width: The picture's width in pixels.
    ///   - rows: The first rows of the picture, which the light may reach; a multiple of 16.
    package init(width: Int, rows: Int) {
        self.width = width
        self.rows = rows
        columns = (width + 15) / 16 * 2 + 5
        nodeRows = rows / 8 + 5
        luma = [Float](repeating: 0, count: columns * nodeRows)
        blue = luma
        red = luma
        // A curtain's light along its height: sharp below, fading upwards.
        falloff = (0...256).map { index in
            let x = Float(index) / 256
            return (1 - x) * (1 - x) * (0.75 * Maths.exponential(-2.6 * x) + 0.25)
        }
    }

    /// Takes all light away.
    package func clear() {
        for index in luma.indices { luma[index] = 0 }
        for index in blue.indices { blue[index] = 0 }
        for index in red.indices { red[index] = 0 }
    }

    /// Adds an upright ray of light to one column of nodes.
    ///
    /// - Parameters:
    ///   - column: The column of nodes.
    ///   - base: Its lower end in nodes from the top.
    ///   - reach: Its height in nodes.
    ///   - strength: 0...1.
    ///   - low: Colour at the lower end.
    ///   - high: Colour at the upper end.
    package func addRay(
        column: Int, base: Float, reach: Float, strength: Float, low: Samples, high: Samples
    ) {
        // Below its lower end the light is lost over a twelfth of its height.
        let skirt = max(1.5, reach * 0.11)
        let first = max(0, Int(base - reach + 1))
        let last = min(nodeRows - 1, Int(base + skirt + 2))
        guard first <= last else { return }
        luma.withUnsafeMutableBufferPointer { luma in
            blue.withUnsafeMutableBufferPointer { blue in
                red.withUnsafeMutableBufferPointer { red in
                    for row in first...last {
                        let above = base + 1 - Float(row)
                        let amount: Float
                        let height: Float
                        if above >= 0 {
                            height = min(1, above / reach)
                            amount = strength * falloff[Int(height * 256)]
                        } else {
                            height = 0
                            let lost = max(0, 1 + above / skirt)
                            amount = strength * lost * lost
                        }
                        let place = row * columns + column
                        let tint = height.squareRoot()
                        luma[place] += amount * (low.luma - 16 + (high.luma - low.luma) * tint)
                        blue[place] += amount * (low.blue - 128 + (high.blue - low.blue) * tint)
                        red[place] += amount * (low.red - 128 + (high.red - low.red) * tint)
                    }
                }
            }
        }
    }

    /// Draws a still picture with the light added to it.
    ///
    /// - Parameters:
    ///   - still: The picture under the light.
    ///   - picture: Overwritten in the rows that the light may reach.
    ///   - dither: Noise added before rounding.
    package func draw(over still: Picture, into picture: Picture, dither: Dither) {
        luma.withUnsafeBufferPointer { nodes in
            guard let base = nodes.baseAddress else { return }
            cpixels_enlarge_over(
                picture.luma.base, picture.luma.stride, still.luma.base, Int32(picture.width), Int32(rows), base,
                columns, 1, dither.base)
        }
        for (out, source, grid) in [(picture.blue, still.blue, blue), (picture.red, still.red, red)] {
            grid.withUnsafeBufferPointer { nodes in
                guard let base = nodes.baseAddress else { return }
                cpixels_enlarge_over(
                    out.base, out.stride, source.base, Int32(out.width), Int32(rows / 2), base, columns, 2,
                    dither.base)
            }
        }
    }
}
