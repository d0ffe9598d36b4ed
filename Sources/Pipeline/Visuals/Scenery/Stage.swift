internal import Film
internal import Pixels

/// What every scene is built with: the size, the chance, the grain, and helpers that think in picture heights.
struct Stage {
    let size: PictureSize
    let frameRate: FrameRate
    let seed: UInt64
    /// Decides the colours; the same for every scene of a film, so that they look related.
    let look: UInt64
    let dither: Dither
    /// Width over height.
    var aspect: Float { Float(size.width) / Float(size.height) }
    /// Pixels in a picture height.
    var height: Float { Float(size.height) }
    /// The length that distances and speeds scale with: 1 at 1080p in any orientation.
    var scale: Float { Float(min(size.width, size.height)) / 1080 }

    init(size: PictureSize, frameRate: FrameRate, seed: UInt64, look: UInt64) {
        self.look = look
        self.size = size
        self.frameRate = frameRate
        self.seed = seed
        dither = Dither(amplitude: 0.9, seed: 7)
    }

    /// Which of so many palettes the film has.
    func choice(of count: Int) -> Int {
        var random = SeededRandom(seed: look, for: "palette")
        return Int(random.next() % UInt64(count))
    }

    /// A still picture of smooth colour; x and y are in picture heights.
    ///
    /// - Parameters:
    ///   - isDetailed: True when colours change within 32 pixels, as in clouds.
    ///   - colour: The colour of a place.
    /// - Returns: The whole picture.
    func picture(isDetailed: Bool = false, _ colour: (Float, Float) -> Tone) -> Picture {
        var field = SmoothField(width: size.width, height: size.height)
        if isDetailed { field.fill { colour($0, $1).samples } } else { field.fillSmoothly { colour($0, $1).samples } }
        let picture = Picture(width: size.width, height: size.height)
        field.draw(into: picture, dither: dither)
        return picture
    }

    /// Some rows of a still picture whose colours change little within 32 pixels.
    func strip(_ rows: Range<Int>, _ colour: (Float, Float) -> Tone) -> Strip {
        // The grid of chroma has a node every 16 rows.
        let first = rows.lowerBound & ~15
        var field = SmoothField(width: size.width, height: size.height, rows: first..<rows.upperBound)
        field.fillSmoothly { colour($0, $1).samples }
        let picture = Picture(width: size.width, height: rows.upperBound - first)
        field.draw(into: picture, dither: dither)
        return Strip(picture, firstRow: first)
    }

    /// An edge in pixels from one in picture heights; `edge` is given 0...1 over one period.
    func profile(periods: Float = 1.5, _ edge: (Float) -> Float) -> [Float] {
        // In a tall picture features keep the width that they have in a wide one.
        let across = max(Float(size.width), 0.9 * height)
        let count = max(64, Int(across * periods) & ~1)
        return (0..<count).map { edge(Float($0) / Float(count)) * height }
    }
}
