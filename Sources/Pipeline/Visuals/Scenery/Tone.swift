internal import Film
internal import Pixels

/// A colour in Oklab (Ottosson, "A perceptual color space for image processing", 2020), where mixing looks even.
struct Tone {
    /// Lightness, 0...1.
    var light: Float
    /// Green to red.
    var a: Float
    /// Blue to yellow.
    var b: Float

    init(light: Float, a: Float, b: Float) {
        self.light = light
        self.a = a
        self.b = b
    }

    /// From 0xRRGGBB in sRGB.
    init(_ hex: UInt32) {
        self.init(Colour(red: UInt8(hex >> 16 & 255), green: UInt8(hex >> 8 & 255), blue: UInt8(hex & 255)))
    }

    /// From an 8-bit sRGB colour.
    init(_ colour: Colour) {
        let r = Self.linear(colour.red)
        let g = Self.linear(colour.green)
        let b = Self.linear(colour.blue)
        let l = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b).cubeRoot
        let m = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b).cubeRoot
        let s = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b).cubeRoot
        self.init(
            light: 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            a: 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            b: 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s)
    }

    /// This colour at 0, the other at 1.
    func mixed(_ other: Tone, _ t: Float) -> Tone {
        Tone(light: mix(light, other.light, t), a: mix(a, other.a, t), b: mix(b, other.b, t))
    }

    /// As samples, clipped to what a screen can show.
    var samples: Samples {
        let l = light + 0.3963377774 * a + 0.2158037573 * b
        let m = light - 0.1055613458 * a - 0.0638541728 * b
        let s = light - 0.0894841775 * a - 1.2914855480 * b
        let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
        return Samples(
            red: Self.coded(4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3),
            green: Self.coded(-1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3),
            blue: Self.coded(-0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3))
    }

    private static func linear(_ value: UInt8) -> Float {
        let x = Float(value) / 255
        return x <= 0.04045 ? x / 12.92 : Maths.power((x + 0.055) / 1.055, 2.4)
    }

    /// The sRGB code of a linear value, from a table with interpolation: it is asked for 100 000 times a shot.
    private static func coded(_ value: Float) -> Float {
        let clipped = min(1, max(0, value))
        let place = clipped.squareRoot() * 1023
        let index = min(1022, Int(place))
        return mix(table[index], table[index + 1], place - Float(index))
    }

    private static let table: [Float] = (0...1023).map { index in
        let x = Float(index) / 1023 * Float(index) / 1023
        return x <= 0.0031308 ? x * 12.92 : 1.055 * Maths.power(x, 1 / 2.4) - 0.055
    }
}

extension Float {
    fileprivate var cubeRoot: Float { Maths.cubeRoot(self) }
}

/// Colours along a line.
struct Ramp {
    private let stops: [(place: Float, tone: Tone)]

    /// Stops in rising order of place.
    init(_ stops: [(Float, UInt32)]) { self.stops = stops.map { ($0.0, Tone($0.1)) } }

    /// The colour at a place; the end colours beyond the ends.
    func at(_ x: Float) -> Tone {
        guard let first = stops.first, let last = stops.last else { return Tone(light: 0, a: 0, b: 0) }
        if x <= first.place { return first.tone }
        for (low, high) in zip(stops, stops.dropFirst()) where x < high.place {
            let t = (x - low.place) / (high.place - low.place)
            return low.tone.mixed(high.tone, t)
        }
        return last.tone
    }
}
