/// Turns H.264 as encoders emit it (start codes, ITU-T H.264 Annex B) into the form that MP4 holds (lengths).
enum AnnexB {
    /// NAL unit types with a place of their own (ITU-T H.264, table 7-1).
    private enum NALType {
        static let sequenceParameters: UInt8 = 7
        static let pictureParameters: UInt8 = 8
        static let delimiter: UInt8 = 9
    }

    /// The NAL units between start codes, without the zero bytes that may trail them.
    static func units(in stream: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var units: [Range<Int>] = []
        var start = -1
        var index = 0
        while index + 2 < stream.count {
            // The third byte decides how far the search may leap: anything above 1 cannot be within a start code.
            let third = stream[index + 2]
            if third > 1 {
                index += 3
            } else if third == 1, stream[index] == 0, stream[index + 1] == 0 {
                if start >= 0 { units.append(trimmed(start..<index, in: stream)) }
                start = index + 3
                index = start
            } else {
                index += 1
            }
        }
        if start >= 0 { units.append(trimmed(start..<stream.count, in: stream)) }
        return units.filter { !$0.isEmpty }
    }

    /// An access unit with lengths in place of start codes, without parameter sets (they are in the track's header)
    /// and delimiters.
    static func lengthPrefixed(_ stream: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let units = units(in: stream).filter { unit in
            ![NALType.sequenceParameters, NALType.pictureParameters, NALType.delimiter].contains(
                stream[unit.lowerBound] & 31)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(units.reduce(0) { $0 + 4 + $1.count })
        for unit in units {
            let count = UInt32(unit.count)
            bytes.append(UInt8(truncatingIfNeeded: count >> 24))
            bytes.append(UInt8(truncatingIfNeeded: count >> 16))
            bytes.append(UInt8(truncatingIfNeeded: count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: count))
            bytes.append(contentsOf: stream[unit])
        }
        return bytes
    }

    /// The `AVCDecoderConfigurationRecord` (ISO/IEC 14496-15, 5.3.3.1) for parameter sets behind start codes, or
    /// `nil` when either set is missing.
    static func configuration(from header: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        let units = units(in: header)
        let sequence = units.filter { header[$0.lowerBound] & 31 == NALType.sequenceParameters }
        let picture = units.filter { header[$0.lowerBound] & 31 == NALType.pictureParameters }
        guard let first = sequence.first, first.count >= 4, !picture.isEmpty else { return nil }
        let profile = header[first.lowerBound + 1]
        var record: [UInt8] = [1, profile, header[first.lowerBound + 2], header[first.lowerBound + 3]]
        record.append(0xff)  // Six reserved bits, then 3: lengths are four bytes long.
        record.append(0xe0 | UInt8(sequence.count))
        for unit in sequence { record.append(set: header[unit]) }
        record.append(UInt8(picture.count))
        for unit in picture { record.append(set: header[unit]) }
        // The High profiles add chroma format 4:2:0, eight bits twice, and no extension sets.
        if [100, 110, 122, 144].contains(profile) { record += [0xfd, 0xf8, 0xf8, 0] }
        return record
    }

    private static func trimmed(_ range: Range<Int>, in stream: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var end = range.upperBound
        while end > range.lowerBound, stream[end - 1] == 0 { end -= 1 }
        return range.lowerBound..<end
    }
}

extension [UInt8] {
    fileprivate mutating func append(set bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        append(UInt8(truncatingIfNeeded: bytes.count >> 8))
        append(UInt8(truncatingIfNeeded: bytes.count))
        append(contentsOf: bytes)
    }
}
