/// Makes names for requests: `req_` and 24 hexadecimal digits.
///
/// They tell requests apart, they are no secrets: a fast generator (SplitMix64; Steele, Lea and Flood, OOPSLA 2014)
/// that begins at a random place is enough.
struct RequestNames {
    private var state = UInt64.random(in: .min ... .max)
    private static let digits = Array("0123456789abcdef".utf8)

    /// A fresh name.
    mutating func next() -> String {
        let high = step()
        let low = step()
        return String(unsafeUninitializedCapacity: 28) { bytes in
            for (index, letter) in "req_".utf8.enumerated() { bytes[index] = letter }
            for index in 0..<16 { bytes[4 + index] = Self.digits[Int(high >> (60 - 4 * UInt64(index)) & 15)] }
            for index in 0..<8 { bytes[20 + index] = Self.digits[Int(low >> (28 - 4 * UInt64(index)) & 15)] }
            return 28
        }
    }

    /// Whether a client's own name may stand in answers and logs: 1 to 64 letters, digits, `.`, `_` and `-`.
    static func isValid(_ name: String) -> Bool {
        let letters = name.utf8
        return (1...64).contains(letters.count)
            && letters.allSatisfy { letter in
                switch letter {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    private mutating func step() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
