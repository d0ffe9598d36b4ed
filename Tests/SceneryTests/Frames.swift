import Film
import Pixels

/// A flat background.
final class Flat: PictureSource {
    let luma: UInt8
    init(_ luma: UInt8) { self.luma = luma }
    func draw(frame index: Int, into canvas: Picture) { canvas.fill(luma: luma, blue: 128, red: 128) }
}

/// The visible samples of one frame: luma, then both chroma planes.
func frame(_ index: Int, of source: any PictureSource, _ size: PictureSize) throws -> [UInt8] {
    let canvas = Picture(width: size.width, height: size.height)
    canvas.fill(luma: 1, blue: 2, red: 3)
    try source.draw(frame: index, into: canvas)
    var out: [UInt8] = []
    for plane in [canvas.luma, canvas.blue, canvas.red] {
        for row in 0..<plane.height {
            out += UnsafeBufferPointer(start: plane.base + row * plane.stride, count: plane.width)
        }
    }
    return out
}

/// The box around luma samples that two frames do not share.
func difference(
    _ a: [UInt8], _ b: [UInt8], _ size: PictureSize, least: Int = 20
) -> (left: Int, right: Int, top: Int, bottom: Int)? {
    var box: (left: Int, right: Int, top: Int, bottom: Int)?
    for y in 0..<size.height {
        for x in 0..<size.width where abs(Int(a[y * size.width + x]) - Int(b[y * size.width + x])) >= least {
            let old = box ?? (x, x, y, y)
            box = (min(old.left, x), max(old.right, x), old.top, y)
        }
    }
    return box
}

/// Relative luminance of a grey of limited-range luma (WCAG 2.2).
func luminance(luma: Int) -> Double {
    let code = Double(luma - 16) / 219
    if code <= 0.04045 { return max(0, code) / 12.92 }
    // ((c + 0.055) / 1.055) ^ 2.4 as x² · x^(2/5), the fifth root by Newton's method.
    let x = (code + 0.055) / 1.055
    let square = x * x
    var root = 1.0
    for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
    return square * root
}
