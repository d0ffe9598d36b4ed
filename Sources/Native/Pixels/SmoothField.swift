internal import CPixels

/// A picture without detail (a sky, a glow), kept as a coarse grid of samples and drawn smooth and dithered.
///
/// The grid has a node every 8 samples of each plane, from one node before the first sample to two after the last.
package struct SmoothField {
    /// One plane's nodes.
    package struct Grid {
        /// Nodes in a row.
        package let columns: Int
        /// Rows of nodes.
        package let rows: Int
        /// Samples, row after row, in 8-bit units.
        package var nodes: [Float]
        /// Luma pixels between nodes: 8 for luma, 16 for chroma.
        package let pitch: Int

        init(width: Int, height: Int, pitch: Int) {
            columns = (width + 7) / 8 + 3
            rows = (height + 7) / 8 + 3
            self.pitch = pitch
            nodes = [Float](repeating: 128, count: columns * rows)
        }
    }

    /// Luma nodes.
    package var luma: Grid
    /// Blue difference nodes.
    package var blue: Grid
    /// Red difference nodes.
    package var red: Grid
    /// Picture height in pixels, the unit of coordinates.
    package let height: Int
    /// The picture's row that the field begins with.
    package let top: Int

    /// Makes a grey field for a picture size in pixels, at most 16 384 wide (the kernel's row buffer).
    package init(width: Int, height: Int) { self.init(width: width, height: height, rows: 0..<height) }

    /// Makes a grey field for some rows of a picture, at most 16 384 pixels wide.
    package init(width: Int, height: Int, rows: Range<Int>) {
        precondition(width <= 16_384, "a field is at most 16384 pixels wide, got \(width)")
        self.height = height
        top = rows.lowerBound
        let height = rows.count
        luma = Grid(width: width, height: height, pitch: 8)
        blue = Grid(width: (width + 1) / 2, height: (height + 1) / 2, pitch: 16)
        red = blue
    }

    /// Sets every node from its place.
    ///
    /// - Parameter colour: Gives the colour at (x, y), both in picture heights from the top left corner; asked for
    ///   places a little outside the picture too.
    package mutating func fill(_ colour: (Float, Float) -> Samples) {
        let unit = 1 / Float(height)
        for row in 0..<luma.rows {
            let y = Float(top + (row - 1) * 8) * unit
            for column in 0..<luma.columns {
                luma.nodes[row * luma.columns + column] = colour(Float((column - 1) * 8) * unit, y).luma
            }
        }
        for row in 0..<blue.rows {
            let y = Float(top + (row - 1) * 16) * unit
            for column in 0..<blue.columns {
                let samples = colour(Float((column - 1) * 16) * unit, y)
                blue.nodes[row * blue.columns + column] = samples.blue
                red.nodes[row * blue.columns + column] = samples.red
            }
        }
    }

    /// Sets every node as ``fill(_:)`` does, for colours that change little within 32 pixels, of which they are asked once.
    ///
    /// - Parameter colour: Gives the colour at (x, y) as ``fill(_:)`` asks for it.
    package mutating func fillSmoothly(_ colour: (Float, Float) -> Samples) {
        let unit = 1 / Float(height)
        let coarse = CoarseGrid(columns: luma.columns, rows: luma.rows) { x, y in
            colour(Float(x) * unit, Float(top + y) * unit)
        }
        coarse.refine(coarse.luma, into: &luma)
        coarse.refine(coarse.blue, into: &blue)
        coarse.refine(coarse.red, into: &red)
    }

    /// Draws the field.
    ///
    /// - Parameters:
    ///   - picture: At the field's size.
    ///   - dither: Noise added before rounding.
    ///   - rows: Luma rows to draw, with an even start; all when `nil`.
    package func draw(into picture: Picture, dither: Dither, rows: Range<Int>? = nil) {
        let rows = rows ?? 0..<picture.height
        for (plane, grid, divisor) in [(picture.luma, luma, 1), (picture.blue, blue, 2), (picture.red, red, 2)] {
            grid.nodes.withUnsafeBufferPointer { nodes in
                guard let base = nodes.baseAddress else { return }
                cpixels_enlarge(
                    plane.base, plane.stride, Int32(plane.width), Int32(rows.lowerBound / divisor),
                    Int32(min(plane.height, (rows.upperBound + divisor - 1) / divisor)), base, grid.columns,
                    dither.base)
            }
        }
    }

    /// Sets every node to the mean of the samples around it, so that drawing the field shows the picture out of focus.
    ///
    /// - Parameter picture: At the field's size, at least 16 pixels each way.
    package mutating func blur(_ picture: Picture) {
        luma.average(picture.luma)
        blue.average(picture.blue)
        red.average(picture.red)
    }
}

extension SmoothField.Grid {
    /// A node stands where four blocks of 8 by 8 samples meet; it takes the mean of the four.
    fileprivate mutating func average(_ plane: Picture.Plane) {
        let across = (plane.width + 7) / 8
        let down = (plane.height + 7) / 8
        let means = [Float](unsafeUninitializedCapacity: across * down) { buffer, count in
            if let base = buffer.baseAddress {
                cpixels_block_means(
                    base, across, plane.base, plane.stride, Int32(across), Int32(down), Int32(plane.width),
                    Int32(plane.height))
            }
            count = across * down
        }
        for row in 0..<rows {
            let upper = min(max(row - 2, 0), down - 1) * across
            let lower = min(max(row - 1, 0), down - 1) * across
            for column in 0..<columns {
                let left = min(max(column - 2, 0), across - 1)
                let right = min(max(column - 1, 0), across - 1)
                nodes[row * columns + column] =
                    (means[upper + left] + means[upper + right] + means[lower + left] + means[lower + right]) / 4
            }
        }
    }
}
