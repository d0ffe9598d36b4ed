/// A complex Fourier transform of one length, over eight lanes at once.
///
/// Stockham's self-sorting form with radices 3, 4 and 5 (Van Loan, "Computational frameworks for the fast Fourier
/// transform", 1992, §1.7): no bit reversal, and every pass streams through memory.
final class Fourier {
    /// Points of the transform.
    let count: Int

    private let radices: [Int]
    private let twiddles: UnsafeMutablePointer<SIMD2<Float>>
    private let real: UnsafeMutablePointer<Lanes>
    private let imaginary: UnsafeMutablePointer<Lanes>

    /// Plans a transform.
    ///
    /// - Parameter count: Points; a product of 3, 4 and 5.
    init(count: Int) {
        self.count = count
        var radices: [Int] = []
        var rest = count
        for radix in [4, 3, 5] {
            while rest % radix == 0 {
                radices.append(radix)
                rest /= radix
            }
        }
        precondition(rest == 1, "\(count) is not a product of 3, 4 and 5")
        self.radices = radices
        twiddles = .allocate(capacity: count)
        real = .allocate(capacity: count)
        imaginary = .allocate(capacity: count)
        for k in 0..<count {
            let angle = -2 * Float.pi * Float(k) / Float(count)
            let (s, c) = LaneMath.sineCosine(angle)
            twiddles[k] = SIMD2(c, s)
        }
    }

    deinit {
        twiddles.deallocate()
        real.deallocate()
        imaginary.deallocate()
    }

    /// Transforms in place, with the sign −1 in the exponent and no scaling.
    ///
    /// Swapping the two parts gives the transform with the sign +1.
    func transform(_ re: UnsafeMutablePointer<Lanes>, _ im: UnsafeMutablePointer<Lanes>) {
        var source = (re, im)
        var target = (real, imaginary)
        var length = count
        var stride = 1
        for radix in radices {
            switch radix {
            case 3: pass3(source, target, length: length, stride: stride)
            case 4: pass4(source, target, length: length, stride: stride)
            default: pass5(source, target, length: length, stride: stride)
            }
            length /= radix
            stride *= radix
            swap(&source, &target)
        }
        if source.0 != re {
            re.update(from: source.0, count: count)
            im.update(from: source.1, count: count)
        }
    }

    private typealias Signal = (re: UnsafeMutablePointer<Lanes>, im: UnsafeMutablePointer<Lanes>)

    @inline(__always)
    private func put(_ target: Signal, _ index: Int, _ re: Lanes, _ im: Lanes, _ w: SIMD2<Float>) {
        target.re[index] = re * w.x - im * w.y
        target.im[index] = re * w.y + im * w.x
    }

    private func pass3(_ x: Signal, _ y: Signal, length: Int, stride: Int) {
        let m = length / 3
        let half: Float = 0.866_025_4
        for q in 0..<m {
            let w1 = twiddles[q * stride]
            let w2 = twiddles[2 * q * stride]
            for j in 0..<stride {
                let i0 = j + stride * q
                let i1 = i0 + stride * m
                let i2 = i1 + stride * m
                let sumRe = x.re[i1] + x.re[i2]
                let sumIm = x.im[i1] + x.im[i2]
                let difRe = (x.re[i1] - x.re[i2]) * half
                let difIm = (x.im[i1] - x.im[i2]) * half
                let midRe = x.re[i0] - sumRe * 0.5
                let midIm = x.im[i0] - sumIm * 0.5
                let o = j + stride * 3 * q
                y.re[o] = x.re[i0] + sumRe
                y.im[o] = x.im[i0] + sumIm
                put(y, o + stride, midRe + difIm, midIm - difRe, w1)
                put(y, o + 2 * stride, midRe - difIm, midIm + difRe, w2)
            }
        }
    }

    private func pass4(_ x: Signal, _ y: Signal, length: Int, stride: Int) {
        let m = length / 4
        for q in 0..<m {
            let w1 = twiddles[q * stride]
            let w2 = twiddles[2 * q * stride]
            let w3 = twiddles[3 * q * stride]
            for j in 0..<stride {
                let i0 = j + stride * q
                let i1 = i0 + stride * m
                let i2 = i1 + stride * m
                let i3 = i2 + stride * m
                let aRe = x.re[i0] + x.re[i2]
                let aIm = x.im[i0] + x.im[i2]
                let bRe = x.re[i0] - x.re[i2]
                let bIm = x.im[i0] - x.im[i2]
                let cRe = x.re[i1] + x.re[i3]
                let cIm = x.im[i1] + x.im[i3]
                let dRe = x.re[i1] - x.re[i3]
                let dIm = x.im[i1] - x.im[i3]
                let o = j + stride * 4 * q
                y.re[o] = aRe + cRe
                y.im[o] = aIm + cIm
                put(y, o + stride, bRe + dIm, bIm - dRe, w1)
                put(y, o + 2 * stride, aRe - cRe, aIm - cIm, w2)
                put(y, o + 3 * stride, bRe - dIm, bIm + dRe, w3)
            }
        }
    }

    private func pass5(_ x: Signal, _ y: Signal, length: Int, stride: Int) {
        let m = length / 5
        // Cosines and sines of 72° and 144°.
        let c1: Float = 0.309_016_99
        let c2: Float = -0.809_017
        let s1: Float = 0.951_056_5
        let s2: Float = 0.587_785_24
        for q in 0..<m {
            let w1 = twiddles[q * stride]
            let w2 = twiddles[2 * q * stride]
            let w3 = twiddles[3 * q * stride]
            let w4 = twiddles[4 * q * stride]
            for j in 0..<stride {
                let i0 = j + stride * q
                let i1 = i0 + stride * m
                let i2 = i1 + stride * m
                let i3 = i2 + stride * m
                let i4 = i3 + stride * m
                let aRe = x.re[i1] + x.re[i4]
                let aIm = x.im[i1] + x.im[i4]
                let bRe = x.re[i2] + x.re[i3]
                let bIm = x.im[i2] + x.im[i3]
                let cRe = x.re[i1] - x.re[i4]
                let cIm = x.im[i1] - x.im[i4]
                let dRe = x.re[i2] - x.re[i3]
                let dIm = x.im[i2] - x.im[i3]
                let pRe = x.re[i0] + aRe * c1 + bRe * c2
                let pIm = x.im[i0] + aIm * c1 + bIm * c2
                let rRe = x.re[i0] + aRe * c2 + bRe * c1
                let rIm = x.im[i0] + aIm * c2 + bIm * c1
                let uRe = cRe * s1 + dRe * s2
                let uIm = cIm * s1 + dIm * s2
                let vRe = cRe * s2 - dRe * s1
                let vIm = cIm * s2 - dIm * s1
                let o = j + stride * 5 * q
                y.re[o] = x.re[i0] + aRe + bRe
                y.im[o] = x.im[i0] + aIm + bIm
                put(y, o + stride, pRe + uIm, pIm - uRe, w1)
                put(y, o + 2 * stride, rRe + vIm, rIm - vRe, w2)
                put(y, o + 3 * stride, rRe - vIm, rIm + vRe, w3)
                put(y, o + 4 * stride, pRe - uIm, pIm + uRe, w4)
            }
        }
    }
}
