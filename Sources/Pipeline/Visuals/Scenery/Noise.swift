internal import Film

/// Gradient noise that repeats exactly, after Perlin ("Improving Noise", SIGGRAPH 2002).
struct Noise {
    private let order: [UInt8]

    /// Shuffles the lattice by a seed.
    init(_ random: inout SeededRandom) { order = (0...255).map { UInt8($0) }.shuffled(using: &random) }

    private func hash(_ x: Int, _ y: Int) -> Int { Int(order[(Int(order[x & 255]) + y) & 255]) }

    /// About −0.7...0.7 along a line; repeats after `cells` units.
    func line(_ x: Float, cells: Int) -> Float {
        let floor = x.rounded(.down)
        let t = x - floor
        let a = Int(floor) % cells
        let first = a < 0 ? a + cells : a
        let second = (first + 1) % cells
        let left = slope(hash(first, 17)) * t
        let right = slope(hash(second, 17)) * (t - 1)
        return left + (right - left) * ease(t)
    }

    /// Octaves of ``line(_:cells:)``, each twice as fine and `gain` as strong; `x` runs 0...1 over one period.
    func lines(_ x: Float, cells: Int, octaves: Int, gain: Float = 0.5) -> Float {
        var sum: Float = 0
        var strength: Float = 1
        var count = cells
        for _ in 0..<octaves {
            sum += strength * line(x * Float(count), cells: count)
            strength *= gain
            count *= 2
        }
        return sum
    }

    /// Sharp crests, as of mountains: octaves of 1 − |noise|, 0...1 or so.
    func crests(_ x: Float, cells: Int, octaves: Int, gain: Float = 0.5) -> Float {
        var sum: Float = 0
        var strength: Float = 1
        var total: Float = 0
        var count = cells
        for _ in 0..<octaves {
            sum += strength * (1 - min(1, 2.2 * abs(line(x * Float(count), cells: count))))
            total += strength
            strength *= gain
            count *= 2
        }
        return sum / total
    }

    /// About −0.7...0.7 in the plane; repeats after `wrap` units of x.
    func plane(_ x: Float, _ y: Float, wrap: Int = 256) -> Float {
        let fx = x.rounded(.down)
        let fy = y.rounded(.down)
        let tx = x - fx
        let ty = y - fy
        let place = Int(fx) % wrap
        let ix = place < 0 ? place + wrap : place
        let next = ix + 1 == wrap ? 0 : ix + 1
        let iy = Int(fy)
        let top = mix(
            gradient(hash(ix, iy), tx, ty), gradient(hash(next, iy), tx - 1, ty), ease(tx))
        let low = mix(
            gradient(hash(ix, iy + 1), tx, ty - 1), gradient(hash(next, iy + 1), tx - 1, ty - 1), ease(tx))
        return mix(top, low, ease(ty))
    }

    /// Octaves of ``plane(_:_:)``.
    func clouds(_ x: Float, _ y: Float, octaves: Int) -> Float {
        var sum: Float = 0
        var strength: Float = 1
        var scale: Float = 1
        for _ in 0..<octaves {
            sum += strength * plane(x * scale, y * scale)
            strength *= 0.5
            scale *= 2.03
        }
        return sum
    }

    private func slope(_ hash: Int) -> Float { Float(hash) / 127.5 - 1 }

    private func gradient(_ hash: Int, _ x: Float, _ y: Float) -> Float {
        switch hash & 7 {
        case 0: x + y
        case 1: x - y
        case 2: y - x
        case 3: -x - y
        case 4: 1.4142 * x
        case 5: -1.4142 * x
        case 6: 1.4142 * y
        default: -1.4142 * y
        }
    }

    private func ease(_ t: Float) -> Float { t * t * t * (t * (t * 6 - 15) + 10) }
}

/// `a` at 0, `b` at 1.
func mix(_ a: Float, _ b: Float, _ t: Float) -> Float { a + (b - a) * t }

/// 0 up to `from`, 1 from `to` on, smooth between.
func step(_ from: Float, _ to: Float, _ x: Float) -> Float {
    let t = min(1, max(0, (x - from) / (to - from)))
    return t * t * (3 - 2 * t)
}
