import Glibc
import Pixels
import Testing

@Suite struct ResamplerTests {
    /// A smooth wave pattern whose value between samples is known exactly: periods of 5 to 13 pixels.
    private static func wave(_ x: Double, _ y: Double) -> Double {
        125 + 40 * sin(2 * .pi * (x / 5.3 + y / 9.1)) + 35 * cos(2 * .pi * (x / 12.7 - y / 6.1) + 0.4)
    }

    private static func source(_ width: Int, _ height: Int) -> Picture {
        let picture = Picture(width: width, height: height)
        picture.paint(
            luma: { UInt8(wave(Double($0), Double($1)).rounded()) },
            colour: { x, y in
                // Colour lies at the left pixel of a pair, half-way between two rows.
                let value = UInt8(wave(Double(x) * 0.9, Double(y)).rounded())
                return (value, 255 - value)
            })
        return picture
    }

    @Test(
        "Values between samples are those of the wave that was sampled, to more than 45 dB",
        arguments: [(0.0, 0.0, 1.0), (0.25, 0.5, 1.0), (0.5, 0.5, 1.0), (0.123, 0.777, 1.0), (3.3, 2.1, 0.87)])
    func subPixel(x: Double, y: Double, step: Double) throws {
        let source = Self.source(320, 240)
        let canvas = Picture(width: 200, height: 160)
        let resampler = try #require(Resampler(width: 200))
        resampler.draw(source, x: 10 + x, y: 10 + y, step: step, into: canvas)
        var squares = 0.0
        for row in 0..<160 {
            for column in 0..<200 {
                let truth = Self.wave(
                    10 + x + (Double(column) + 0.5) * step - 0.5, 10 + y + (Double(row) + 0.5) * step - 0.5)
                squares += pow(Double(canvas.luma[column, row]) - truth, 2)
            }
        }
        #expect(10 * log10(255 * 255 / (squares / 32000)) > 45)
    }

    @Test("Colour stays with the light it belongs to", arguments: [(0.0, 1.0), (0.5, 1.0), (1.3, 1.1), (2.7, 1.2)])
    func siting(shift: Double, step: Double) throws {
        let source = Picture(width: 320, height: 240)
        // A diagonal ramp in full picture coordinates, the same in light and in colour.
        let ramp = { (x: Double, y: Double) in 40 + 0.31 * x + 0.27 * y }
        source.paint(
            luma: { UInt8(ramp(Double($0), Double($1)).rounded()) },
            colour: { x, y in
                let value = UInt8(ramp(2 * Double(x), 2 * Double(y) + 0.5).rounded())
                return (value, value)
            })
        let canvas = Picture(width: 200, height: 160)
        let resampler = try #require(Resampler(width: 200))
        resampler.draw(source, x: 12 + shift, y: 11 + shift, step: step, into: canvas)
        var (light, colour) = (0.0, 0.0)
        for y in 20..<60 {
            for x in 20..<80 {
                colour += Double(canvas.blue[x, y])
                light += (Double(canvas.luma[2 * x, 2 * y]) + Double(canvas.luma[2 * x, 2 * y + 1])) / 2
            }
        }
        // A quarter pixel of misplacement would show as 0.08.
        #expect(abs(light - colour) / 2400 < 0.04)
    }

    @Test("Flat areas of limited range stay flat to the last bit", arguments: [0, 16, 128, 235, 240] as [UInt8])
    func flat(value: UInt8) throws {
        let source = Picture(width: 160, height: 120)
        source.fill(luma: value, blue: value, red: value)
        let canvas = Picture(width: 100, height: 80)
        let resampler = try #require(Resampler(width: 100))
        for step in [0.9, 1.0, 1.13, 1.27] {
            resampler.draw(source, x: 3.21, y: 2.9, step: step, into: canvas)
            #expect(canvas.samples.allSatisfy { $0.allSatisfy { $0 == value } })
        }
    }

    @Test(
        "The portable path and the fast one give the same bytes, also beyond the edges",
        arguments: [
            (64, 48, 0.0, 0.0, 1.0), (100, 70, 5.5, 3.25, 1.17), (322, 182, -7.3, -4.1, 1.28), (98, 30, 390, 290, 0.5),
            (34, 34, 200.001, 100.999, 0.85),
        ])
    func paths(width: Int, height: Int, x: Double, y: Double, step: Double) throws {
        let source = Picture(width: 402, height: 302)
        source.paintNoise(seed: UInt64(width))
        let fast = Picture(width: width, height: height)
        let portable = Picture(width: width, height: height)
        let resampler = try #require(Resampler(width: width))
        resampler.draw(source, x: x, y: y, step: step, into: fast)
        resampler.draw(source, x: x, y: y, step: step, into: portable, portable: true)
        #expect(fast.samples == portable.samples)
    }

    @Test("What lies beside a row in memory never shows")
    func padding() throws {
        let width = 130
        var results: [[[UInt8]]] = []
        for seed in [1, 2] as [UInt64] {
            let source = Picture(width: width, height: 90)
            source.paintNoise(seed: seed)
            source.paint(luma: { UInt8(($0 * 7 + $1 * 3) & 255) }, colour: { (UInt8($0), UInt8($1)) })
            let canvas = Picture(width: width, height: 90)
            let resampler = try #require(Resampler(width: width))
            resampler.draw(source, x: 0.3, y: 0.2, step: 1, into: canvas)
            results.append(canvas.samples)
        }
        #expect(results[0] == results[1])
    }

    @Test("A slow ramp is dithered: its mean is right between whole values")
    func dither() throws {
        let source = Picture(width: 640, height: 64)
        // 64 pixels per level: without dither a band 64 pixels wide.
        source.paint(luma: { x, _ in UInt8(60 + x / 64) })
        let canvas = Picture(width: 512, height: 48)
        let resampler = try #require(Resampler(width: 512))
        resampler.draw(source, x: 40.5, y: 4.5, step: 1, into: canvas)
        let total = canvas.samples[0].reduce(0) { $0 + Int($1) }
        let truth = (0..<512).reduce(0.0) { sum, x in
            let at = 41 + Double(x) - 0.5
            // The step edges are symmetric, so the mean of the ramp survives any fair filter.
            return sum + Double(60 + Int(at + 0.5) / 64)
        }
        #expect(abs(Double(total) / Double(512 * 48) - truth / 512) < 0.02)
    }
}
