/// A hash table of byte strings packed into one block of memory, read where it lies.
///
/// Layout, little-endian: `UInt32` slot count (a power of two), then that many `UInt32` offsets of records from the
/// table's start (0: empty), then the records: `UInt8` key length, key, `UInt16` value length, value. Collisions go to
/// the next slot; the hash is FNV-1a of 32 bits.
struct PackedTable {
    private let bytes: UnsafeRawBufferPointer
    private let mask: UInt32

    /// Views a table in borrowed memory; `nil` when the memory is too small for what it states.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return nil }
        let slots = UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))
        guard slots.nonzeroBitCount == 1, bytes.count >= 4 + 4 * Int(slots) else { return nil }
        self.bytes = bytes
        mask = slots - 1
    }

    /// The value of a key, or `nil`.
    func value(_ key: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var slot = Self.hash(key) & mask
        while true {
            let at = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 + 4 * Int(slot), as: UInt32.self)))
            if at == 0 || at >= bytes.count { return nil }
            let length = Int(bytes[at])
            if length == key.count, at + 3 + length <= bytes.count,
                zip(key, bytes[(at + 1)..<(at + 1 + length)]).allSatisfy({ $0 == $1 })
            {
                let size = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at + 1 + length, as: UInt16.self))
                let start = at + 3 + length
                let end = min(start + Int(size), bytes.count)
                return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            }
            slot = (slot &+ 1) & mask
        }
    }

    /// Packs a table; keys over 255 bytes are left out, none of the packs has any.
    static func pack(_ entries: [(key: [UInt8], value: [UInt8])]) -> [UInt8] {
        var slots = 16
        while slots * 2 < entries.count * 3 { slots *= 2 }
        var table = [UInt32](repeating: 0, count: slots)
        var records: [UInt8] = []
        let base = 4 + 4 * slots
        for (key, value) in entries where key.count < 256 && value.count < 65_536 {
            var slot = Int(key.withUnsafeBytes { hash($0) }) & (slots - 1)
            while table[slot] != 0 { slot = (slot + 1) & (slots - 1) }
            table[slot] = UInt32(base + records.count)
            records.append(UInt8(key.count))
            records += key
            records.append(UInt8(truncatingIfNeeded: value.count))
            records.append(UInt8(truncatingIfNeeded: value.count >> 8))
            records += value
        }
        return ([UInt32(slots)] + table).flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
            + records
    }

    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt32 {
        var hash: UInt32 = 0x811c_9dc5
        for byte in key { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return hash
    }
}
