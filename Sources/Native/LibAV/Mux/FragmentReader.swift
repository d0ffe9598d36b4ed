internal import Film

/// Reads back the packets of fragments that ``CMAFMuxer`` wrote, for the film file at the end.
///
/// It knows that one form only (one track, `trun` with everything in it) and refuses the rest; it never reads outside
/// the bytes it is given.
struct FragmentReader {
    /// One packet: where it lies in the fragment, and the numbers of its `trun` entry.
    struct Entry {
        var data: Range<Int>
        var start: Int
        var duration: Int
        var offset: Int
        var isKey: Bool
    }

    private let bytes: [UInt8]

    /// The packets of one fragment in decoding order, with the fragment's own ticks, or `nil` when it has another form.
    static func entries(in bytes: [UInt8]) -> [Entry]? {
        let reader = FragmentReader(bytes: bytes)
        guard let moof = reader.box("moof", in: 0..<bytes.count), let traf = reader.box("traf", in: moof.payload),
            let tfdt = reader.box("tfdt", in: traf.payload), let trun = reader.box("trun", in: traf.payload),
            let start = reader.number(at: tfdt.payload.lowerBound + 4, bytes: 8, in: tfdt.payload),
            let flags = reader.number(at: trun.payload.lowerBound, bytes: 4, in: trun.payload), flags == 0xf01,
            let count = reader.number(at: trun.payload.lowerBound + 4, bytes: 4, in: trun.payload),
            let dataOffset = reader.number(at: trun.payload.lowerBound + 8, bytes: 4, in: trun.payload),
            count <= trun.payload.count / 16
        else { return nil }
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        var position = moof.start + dataOffset
        var time = start
        for index in 0..<count {
            let place = trun.payload.lowerBound + 12 + 16 * index
            guard let duration = reader.number(at: place, bytes: 4, in: trun.payload),
                let size = reader.number(at: place + 4, bytes: 4, in: trun.payload),
                let flags = reader.number(at: place + 8, bytes: 4, in: trun.payload),
                let offset = reader.number(at: place + 12, bytes: 4, in: trun.payload),
                position + size <= bytes.count
            else { return nil }
            entries.append(
                Entry(
                    data: position..<position + size, start: time, duration: duration, offset: offset,
                    isKey: flags & 0x0001_0000 == 0))
            position += size
            time += duration
        }
        return entries
    }

    /// The first box of a name in a range.
    private func box(_ name: StaticString, in range: Range<Int>) -> (start: Int, payload: Range<Int>)? {
        var start = range.lowerBound
        while let size = number(at: start, bytes: 4, in: range), size >= 8, start + size <= range.upperBound {
            let found = name.withUTF8Buffer { $0.elementsEqual(bytes[start + 4..<start + 8]) }
            if found { return (start, start + 8..<start + size) }
            start += size
        }
        return nil
    }

    private func number(at offset: Int, bytes count: Int, in range: Range<Int>) -> Int? {
        guard offset >= range.lowerBound, offset + count <= range.upperBound else { return nil }
        let value = bytes[offset..<offset + count].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Nothing of ours comes near; a bound here keeps every sum of two such numbers within an Int.
        return value < 1 << 48 ? Int(value) : nil
    }
}
