package import NIOCore

/// Appends JSON (RFC 8259) to a byte buffer, compact and in the order of the calls.
///
/// A status read costs little more than the copying of its bytes: no tree is built and no coding keys are made.
package struct JSONWriter {
    /// What was written so far.
    package private(set) var buffer: ByteBuffer
    private var needsComma = false

    /// Begins an empty text with room for so many bytes.
    package init(capacity: Int = 1024) { buffer = ByteBufferAllocator().buffer(capacity: capacity) }

    /// Writes one value into a fresh buffer.
    package static func bytes(capacity: Int = 1024, _ body: (inout JSONWriter) -> Void) -> ByteBuffer {
        var writer = JSONWriter(capacity: capacity)
        body(&writer)
        return writer.buffer
    }

    // MARK: - Containers

    /// Writes an object whose fields the body writes.
    package mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes a list whose values the body writes.
    package mutating func array(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "["))
        body(&self)
        close(UInt8(ascii: "]"))
    }

    /// Writes a field that holds an object.
    package mutating func object(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(name)
        object(body)
    }

    /// Writes a field that holds a list.
    package mutating func array(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(name)
        array(body)
    }

    // MARK: - Fields

    /// Writes a field's name; its value must follow.
    package mutating func key(_ name: StaticString) {
        separate()
        buffer.writeInteger(UInt8(ascii: "\""))
        buffer.writeStaticString(name)
        buffer.writeStaticString("\":")
        needsComma = false
    }

    /// Writes a field's name that is not known when building; its value must follow.
    package mutating func key(_ name: String) {
        value(name)
        buffer.writeInteger(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a text field, `null` for none.
    package mutating func field(_ name: StaticString, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    /// Writes a field of text that is known when building.
    package mutating func field(_ name: StaticString, literal text: StaticString) {
        key(name)
        value(literal: text)
    }

    /// Writes a whole number field, `null` for none.
    package mutating func field(_ name: StaticString, _ number: (some FixedWidthInteger)?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a number field, `null` for none and for what JSON cannot hold.
    package mutating func field(_ name: StaticString, _ number: Double?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    /// Writes a field that is true or false.
    package mutating func field(_ name: StaticString, _ flag: Bool) {
        key(name)
        value(flag)
    }

    /// Writes a field whose value is JSON already.
    package mutating func field(_ name: StaticString, json: [UInt8]) {
        key(name)
        value(json: json)
    }

    // MARK: - Values

    /// Writes a text, escaping what RFC 8259 §7 demands.
    package mutating func value(_ text: String) {
        separate()
        buffer.writeInteger(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C {
                if start < index { buffer.writeBytes(bytes[start..<index]) }
                escape(byte)
                start = index + 1
            }
            if start < bytes.count { buffer.writeBytes(bytes[start...]) }
        }
        buffer.writeInteger(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a text that is known when building and needs no escaping.
    package mutating func value(literal text: StaticString) {
        separate()
        buffer.writeInteger(UInt8(ascii: "\""))
        buffer.writeStaticString(text)
        buffer.writeInteger(UInt8(ascii: "\""))
        needsComma = true
    }

    /// Writes a whole number.
    package mutating func value(_ number: some FixedWidthInteger) {
        separate()
        buffer.writeString(String(number))
        needsComma = true
    }

    /// Writes a number with at most six decimals; `null` for what JSON cannot hold.
    package mutating func value(_ number: Double) {
        guard number.isFinite else { return null() }
        separate()
        if number == number.rounded(), abs(number) < 1e15 {
            buffer.writeString(String(Int64(number)))
        } else if abs(number) < 1e9 {
            buffer.writeString(((number * 1e6).rounded() / 1e6).description)
        } else {
            buffer.writeString(number.description)
        }
        needsComma = true
    }

    /// Writes true or false.
    package mutating func value(_ flag: Bool) {
        separate()
        buffer.writeStaticString(flag ? "true" : "false")
        needsComma = true
    }

    /// Writes null.
    package mutating func null() {
        separate()
        buffer.writeStaticString("null")
        needsComma = true
    }

    /// Writes what is JSON already.
    package mutating func value(json: [UInt8]) {
        separate()
        buffer.writeBytes(json)
        needsComma = true
    }

    // MARK: - Punctuation

    private mutating func separate() {
        if needsComma { buffer.writeInteger(UInt8(ascii: ",")) }
    }

    private mutating func open(_ bracket: UInt8) {
        separate()
        buffer.writeInteger(bracket)
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        buffer.writeInteger(bracket)
        needsComma = true
    }

    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case 0x22: buffer.writeStaticString("\\\"")
        case 0x5C: buffer.writeStaticString("\\\\")
        case 0x0A: buffer.writeStaticString("\\n")
        case 0x0D: buffer.writeStaticString("\\r")
        case 0x09: buffer.writeStaticString("\\t")
        default:
            buffer.writeStaticString(byte < 16 ? "\\u000" : "\\u00")
            buffer.writeString(String(byte, radix: 16))
        }
    }
}
