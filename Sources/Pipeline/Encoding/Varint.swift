/// Why a stored scene cannot be read.
struct Damage: Error {
    /// A clause that follows "it is unusable:".
    let reason: String
}

/// Writes unsigned LEB128 numbers.
struct VarintWriter {
    /// What was written so far.
    var bytes: [UInt8] = []

    /// Writes a number, 0 or more.
    mutating func put(_ value: Int) {
        var rest = UInt64(value)
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

/// Reads unsigned LEB128 numbers from bytes that may be anything.
struct VarintReader {
    private var rest: ArraySlice<UInt8>

    /// Reads from the first byte on.
    init(bytes: ArraySlice<UInt8>) { rest = bytes }

    /// True when everything was read.
    var isAtEnd: Bool { rest.isEmpty }

    /// The next number.
    mutating func number(in range: ClosedRange<Int>) throws(Damage) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst() {
            guard shift < 63 else { throw Damage(reason: "a number in it is out of range") }
            value |= UInt64(byte & 0x7f) << shift
            shift += 7
            guard byte < 0x80 else { continue }
            guard let number = Int(exactly: value), range.contains(number) else {
                throw Damage(reason: "a number in it is out of range")
            }
            return number
        }
        throw Damage(reason: "it ends too early")
    }

    /// The next bytes.
    mutating func bytes(count: Int) throws(Damage) -> [UInt8] {
        guard count <= rest.count else { throw Damage(reason: "it ends too early") }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
