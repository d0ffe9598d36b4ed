import Pixels
import Testing

@Suite struct OrientationTests {
    /// The letters of a 3 × 2 picture "abc / def" as they are read once it is turned.
    static let readings: [(Orientation, [String])] = [
        (.upright, ["abc", "def"]), (.mirrored, ["cba", "fed"]), (.upsideDown, ["fed", "cba"]),
        (.flipped, ["def", "abc"]), (.transposed, ["ad", "be", "cf"]), (.turnedRight, ["da", "eb", "fc"]),
        (.transverse, ["fc", "eb", "da"]), (.turnedLeft, ["cf", "be", "ad"]),
    ]

    @Test("Each of the eight orientations puts every pixel where a reader expects it", arguments: readings.indices)
    func turn(index: Int) {
        let (orientation, rows) = Self.readings[index]
        // Each letter is a block of 2 × 2 pixels, so that its colour sample moves with it.
        let stored = Picture(width: 6, height: 4)
        let letters = [Array("abc".utf8), Array("def".utf8)]
        stored.paint(
            luma: { letters[$1 / 2][$0 / 2] }, colour: { (letters[$1][$0], letters[$1][$0] &+ 100) })
        let shown = Picture(width: rows[0].utf8.count * 2, height: rows.count * 2)
        shown.turn(stored, orientation)
        for (y, row) in rows.enumerated() {
            for (x, letter) in row.utf8.enumerated() {
                #expect(shown.luma[2 * x, 2 * y] == letter)
                #expect(shown.luma[2 * x + 1, 2 * y + 1] == letter)
                #expect(shown.blue[x, y] == letter)
                #expect(shown.red[x, y] == letter &+ 100)
            }
        }
    }
}
