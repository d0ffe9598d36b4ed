/// Classes of bytes in RFC 9110's grammar, as one table.
enum ByteClasses {
    private static let token: UInt8 = 1
    private static let value: UInt8 = 2
    private static let target: UInt8 = 4

    private static let table: [UInt8] = (0...255).map { byte in
        var classes: UInt8 = 0
        switch UInt8(byte) {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            classes |= token
        case let mark where "!#$%&'*+-.^_`|~".utf8.contains(mark): classes |= token
        default: break
        }
        if byte == 9 || (byte >= 32 && byte != 127) { classes |= value }
        if byte > 32 && byte < 127 && byte != UInt8(ascii: "#") { classes |= target }
        return classes
    }

    /// A letter of a method or a header's name (RFC 9110 §5.6.2).
    static func isToken(_ byte: UInt8) -> Bool { table[Int(byte)] & token != 0 }
    /// A byte of a header's value: visible, space, tab, or above ASCII (§5.5).
    static func isValue(_ byte: UInt8) -> Bool { table[Int(byte)] & value != 0 }
    /// A byte of a request's target: visible ASCII without a fragment.
    static func isTarget(_ byte: UInt8) -> Bool { table[Int(byte)] & target != 0 }
    /// A space or a tab.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 }

    /// Compares bytes with a lower-case ASCII name, without regard to case.
    static func equal(_ bytes: Slice<UnsafeRawBufferPointer>, _ name: StaticString) -> Bool {
        guard bytes.count == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { letters in
            var index = bytes.startIndex
            for letter in letters {
                let byte = bytes[index]
                let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
                if lower != letter { return false }
                index += 1
            }
            return true
        }
    }
}
