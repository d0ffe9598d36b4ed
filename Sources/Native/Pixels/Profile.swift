/// An upper edge that repeats without a seam: its height at each column, and how steep it is there.
package struct Profile {
    /// Pixels after which the edge repeats.
    package let period: Int
    /// First row in which anything of the body is seen, even.
    package let firstRow: Int
    /// First row from which on the body covers every column, even, wherever the edge has moved to.
    package let solidRow: Int
    /// Heights in pixels from the top: one period and a picture's width more, in whole blocks.
    let heights: [Float]
    /// Distance across the edge for a distance of 1 straight down.
    let rises: [Float]

    /// Columns that kernels take at a time, in luma pixels of chroma's.
    static let block = 128

    /// Makes a profile.
    ///
    /// - Parameters:
    ///   - heights: The upper edge in pixels from the top, for each column of one period.
    ///   - width: The film's width in pixels.
    ///   - height: The film's height in pixels.
    package init(_ heights: [Float], width: Int, height: Int) {
        period = heights.count
        let period = period
        let columns = period + (width + Self.block - 1) / Self.block * Self.block + 2
        self.heights = (0..<columns).map { heights[$0 % period] }
        // Seen across a steep slope an edge is thinner than it is high; dividing by its length keeps it one pixel soft.
        // Beside a wall the ground is not steep, so the flatter side counts.
        let rises = (0..<period).map { x in
            let left = heights[x] - heights[(x + period - 1) % period]
            let right = heights[(x + 1) % period] - heights[x]
            let slope = abs(left) < abs(right) ? left : right
            return 1 / (1 + slope * slope).squareRoot()
        }
        self.rises = (0..<columns).map { rises[$0 % period] }
        // A block's rows are found from its highest, lowest and steepest column, so blocks decide here too.
        var top = Float(height)
        var bottom: Float = 0
        for start in stride(from: 0, to: period, by: Self.block) {
            let window = start..<min(columns, start + 2 * Self.block + 2)
            let soft = 1 / (self.rises[window].min() ?? 1)
            top = min(top, (self.heights[window].min() ?? 0) - soft)
            bottom = max(bottom, (self.heights[window].max() ?? 0) + soft)
        }
        firstRow = min(max(0, Int(top.rounded(.down)) - 4) & ~1, height & ~1)
        solidRow = min(max(firstRow, (Int(bottom.rounded(.up)) + 5) & ~1), height)
    }

    /// The row below which light that lies along the edge has faded, even.
    ///
    /// - Parameters:
    ///   - reach: How far it reaches in pixels.
    ///   - height: The film's height in pixels.
    /// - Returns: A row of the picture, or its height.
    package func lastRow(ofLight reach: Float, height: Int) -> Int {
        let lowest = (heights.max() ?? 0) + reach
        return min(height, max(solidRow, (Int(lowest.rounded(.up)) + 5) & ~1))
    }
}
