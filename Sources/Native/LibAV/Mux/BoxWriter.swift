/// Writes ISO base media file format boxes (ISO/IEC 14496-12, 4.2): big-endian, each behind its size and name.
struct BoxWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8] = []

    /// Writes a box whose payload the body writes.
    mutating func box(_ name: StaticString, _ body: (inout BoxWriter) -> Void) {
        let start = bytes.count
        put32(0)
        put(name)
        body(&self)
        patch32(at: start, UInt32(bytes.count - start))
    }

    /// Writes a box that has a version and flags.
    mutating func fullBox(
        _ name: StaticString, version: UInt8 = 0, flags: UInt32 = 0, _ body: (inout BoxWriter) -> Void
    ) {
        box(name) { writer in
            writer.put32(UInt32(version) << 24 | flags)
            body(&writer)
        }
    }

    /// Writes a four-character code.
    mutating func put(_ code: StaticString) {
        precondition(code.utf8CodeUnitCount == 4, "a box name has four characters")
        code.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Writes bytes as they are.
    mutating func put(_ data: some Collection<UInt8>) { bytes.append(contentsOf: data) }

    /// Writes one byte.
    mutating func put8(_ value: UInt8) { bytes.append(value) }

    /// Writes two bytes.
    mutating func put16(_ value: UInt16) { put(big: value) }

    /// Writes four bytes.
    mutating func put32(_ value: UInt32) { put(big: value) }

    /// Writes eight bytes.
    mutating func put64(_ value: UInt64) { put(big: value) }

    /// Writes zero bytes.
    mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }

    /// Overwrites four bytes written earlier.
    mutating func patch32(at offset: Int, _ value: UInt32) {
        for index in 0..<4 { bytes[offset + index] = UInt8(truncatingIfNeeded: value >> (24 - 8 * index)) }
    }

    private mutating func put(big value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }
}
