/// A picture with transparency: rows of red, green, blue and alpha, not premultiplied, gamma-coded and full range.
///
/// It is what a ``Sprite`` is made of when the sprite is somebody's picture and not masks in single colours.
package final class Cutout {
    /// Width in pixels.
    package let width: Int
    /// Height in pixels.
    package let height: Int

    private let samples: UnsafeMutablePointer<SIMD4<Float>>

    private init(width: Int, height: Int, samples: UnsafeMutablePointer<SIMD4<Float>>) {
        self.width = width
        self.height = height
        self.samples = samples
    }

    deinit { samples.deallocate() }

    /// Four samples a pixel in somebody else's memory, as a decoder leaves them.
    package struct Source {
        /// The first sample of the first stored pixel.
        package let base: UnsafeRawPointer
        /// Bytes from one stored row to the next.
        package let stride: Int
        /// Pixels in a stored row.
        package let width: Int
        /// Stored rows.
        package let height: Int
        /// True for 16-bit samples in the machine's own order, false for bytes.
        package let isDeep: Bool
        /// How the picture is turned for showing.
        package let orientation: Orientation

        /// Describes a picture.
        package init(
            base: UnsafeRawPointer, stride: Int, width: Int, height: Int, isDeep: Bool, orientation: Orientation
        ) {
            self.base = base
            self.stride = stride
            self.width = width
            self.height = height
            self.isDeep = isDeep
            self.orientation = orientation
        }
    }

    /// Takes a picture at a size at most its own.
    ///
    /// Colours are weighted by their alpha while they are scaled: what lies unseen under full transparency, often
    /// black or white, must not bleed into the edges.
    ///
    /// - Parameters:
    ///   - source: The picture as stored.
    ///   - width: Wanted width as shown, at least 1.
    ///   - height: Wanted height as shown, at least 1.
    package convenience init(_ source: Source, width: Int, height: Int) {
        let swaps = source.orientation.swapsSides
        let stored = (width: swaps ? height : width, height: swaps ? width : height)
        let scaled = Self.scaled(source, width: stored.width, height: stored.height)
        guard source.orientation != .upright else {
            self.init(width: width, height: height, samples: scaled)
            return
        }
        defer { scaled.deallocate() }
        let turned = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: width * height)
        let walk = source.orientation.walk(width: stored.width, height: stored.height, stride: stored.width)
        for y in 0..<height {
            for x in 0..<width {
                (turned + y * width + x).initialize(to: scaled[walk.first + y * walk.down + x * walk.across])
            }
        }
        self.init(width: width, height: height, samples: turned)
    }

    /// A row of premultiplied pixels, each sample 0...1 and no colour above its alpha.
    func row(_ y: Int) -> UnsafePointer<SIMD4<Float>> { UnsafePointer(samples + y * width) }

    // MARK: - Scaling

    /// Which stored samples make each scaled sample, and their shares, whose sum is 1.
    private struct Taps {
        private(set) var ranges: [Range<Int>] = []
        /// Each sample's shares, one after the other.
        private(set) var shares: [Float] = []

        init(from: Int, to: Int) {
            let step = max(Double(from) / Double(to), 1)
            for index in 0..<to {
                let centre = (Double(index) + 0.5) * Double(from) / Double(to) - 0.5
                let low = max(Int((centre - 2 * step).rounded(.up)), 0)
                let high = max(min(Int((centre + 2 * step).rounded(.down)), from - 1), low)
                let weights = (low...high).map { mitchell((Double($0) - centre) / step) }
                let sum = weights.reduce(0, +)
                ranges.append(low..<high + 1)
                shares += weights.map { Float($0 / sum) }
            }
        }

        /// Makes a short row of a long one.
        func apply(_ line: UnsafePointer<SIMD4<Float>>, to narrow: UnsafeMutablePointer<SIMD4<Float>>) {
            shares.withUnsafeBufferPointer { shares in
                var place = 0
                for (x, range) in ranges.enumerated() {
                    var sum = SIMD4<Float>.zero
                    for index in range {
                        sum += line[index] * shares[place]
                        place += 1
                    }
                    narrow[x] = sum
                }
            }
        }
    }

    /// The cubic of Mitchell and Netravali (1988), B = C = 1/3: sharp with hardly a ring.
    private static func mitchell(_ distance: Double) -> Double {
        let x = abs(distance)
        if x < 1 { return (7 * x * x * x - 12 * x * x + 16.0 / 3) / 6 }
        if x < 2 { return (-7.0 / 3 * x * x * x + 12 * x * x - 20 * x + 32.0 / 3) / 6 }
        return 0
    }

    private static func scaled(_ source: Source, width: Int, height: Int) -> UnsafeMutablePointer<SIMD4<Float>> {
        let out = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: width * height)
        out.initialize(repeating: .zero, count: width * height)
        let line = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: source.width)
        line.initialize(repeating: .zero, count: source.width)
        let narrow = UnsafeMutablePointer<SIMD4<Float>>.allocate(capacity: width)
        narrow.initialize(repeating: .zero, count: width)
        defer {
            line.deallocate()
            narrow.deallocate()
        }
        let isWhole = source.width == width && source.height == height
        let across = Taps(from: source.width, to: width)
        let down = Taps(from: source.height, to: height)
        var offset = 0
        var offsets: [Int] = []
        for range in down.ranges {
            offsets.append(offset - range.lowerBound)
            offset += range.count
        }
        // Scaled rows end in the order they begin, so those that a stored row has a share in lie side by side.
        var open = 0
        for y in 0..<source.height {
            guard !isWhole else {
                read(source, row: y, into: out + y * width)
                continue
            }
            read(source, row: y, into: line)
            across.apply(line, to: narrow)
            while open < height, y >= down.ranges[open].upperBound { open += 1 }
            for row in open..<height {
                guard y >= down.ranges[row].lowerBound else { break }
                guard down.ranges[row].contains(y) else { continue }
                let share = down.shares[offsets[row] + y]
                let target = out + row * width
                for x in 0..<width { target[x] += narrow[x] * share }
            }
        }
        if !isWhole { for index in 0..<width * height { out[index] = settled(out[index]) } }
        return out
    }

    /// A filtered pixel without what the filter shot over: a full alpha's colour keeps its hue.
    private static func settled(_ pixel: SIMD4<Float>) -> SIMD4<Float> {
        let alpha = min(max(pixel.w, 0), 1)
        let whole = pixel.w > 1 ? pixel / pixel.w : pixel
        var settled = whole.clamped(lowerBound: .zero, upperBound: SIMD4(repeating: alpha))
        settled.w = alpha
        return settled
    }

    /// One stored row, its colours multiplied by alpha.
    private static func read(_ source: Source, row: Int, into line: UnsafeMutablePointer<SIMD4<Float>>) {
        let start = source.base + row * source.stride
        if source.isDeep {
            let pixels = start.assumingMemoryBound(to: SIMD4<UInt16>.self)
            for x in 0..<source.width { line[x] = premultiplied(SIMD4<Float>(pixels[x]) / 65_535) }
        } else {
            let pixels = start.assumingMemoryBound(to: SIMD4<UInt8>.self)
            for x in 0..<source.width { line[x] = premultiplied(SIMD4<Float>(pixels[x]) / 255) }
        }
    }

    private static func premultiplied(_ pixel: SIMD4<Float>) -> SIMD4<Float> {
        var product = pixel * pixel.w
        product.w = pixel.w
        return product
    }
}
