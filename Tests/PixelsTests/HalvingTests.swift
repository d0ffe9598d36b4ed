import Pixels
import Testing

@Suite struct HalvingTests {
    @Test(
        "The portable path and the fast one give the same bytes", arguments: [(64, 36), (322, 182), (131, 67), (34, 6)])
    func paths(width: Int, height: Int) {
        let source = Picture(width: width, height: height)
        source.paintNoise(seed: UInt64(height))
        let fast = Picture(width: width / 2, height: height / 2)
        let portable = Picture(width: width / 2, height: height / 2)
        fast.halve(BorrowedPicture(source), width: width, height: height)
        portable.halve(BorrowedPicture(source), width: width, height: height, portable: true)
        #expect(fast.samples == portable.samples)
    }

    @Test("Flat areas stay flat to the last bit", arguments: [0, 16, 128, 255] as [UInt8])
    func flat(value: UInt8) {
        let source = Picture(width: 160, height: 90)
        source.fill(luma: value, blue: value, red: value)
        let half = Picture(width: 80, height: 45)
        half.halve(BorrowedPicture(source), width: 160, height: 90)
        #expect(half.samples.allSatisfy { $0.allSatisfy { $0 == value } })
    }

    @Test("Light and colour of a ramp lie where they belong")
    func ramp() {
        // In full picture coordinates; colour lies at the left pixel of each pair, half-way between two rows.
        let ramp = { (x: Double, y: Double) in 20 + 0.3 * x + 0.35 * y }
        let source = Picture(width: 320, height: 240)
        source.paint(
            luma: { UInt8(ramp(Double($0), Double($1)).rounded()) },
            colour: { x, y in
                let value = UInt8(ramp(2 * Double(x), 2 * Double(y) + 0.5).rounded())
                return (value, value)
            })
        let half = Picture(width: 160, height: 120)
        half.halve(BorrowedPicture(source), width: 320, height: 240)
        var (light, colour) = (0.0, 0.0)
        for y in 10..<50 {
            for x in 10..<70 {
                colour += Double(half.blue[x, y]) - ramp(4 * Double(x) + 0.5, 4 * Double(y) + 1.5)
            }
        }
        for y in 20..<100 {
            for x in 20..<140 {
                // A pixel of the half picture is centred between two of the whole.
                light += Double(half.luma[x, y]) - ramp(2 * Double(x) + 0.5, 2 * Double(y) + 0.5)
            }
        }
        #expect(abs(light / 9600) < 0.04)
        #expect(abs(colour / 2400) < 0.04)
    }
}
