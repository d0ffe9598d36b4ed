internal import Pixels

/// Finds the camera's note on how it was held in the files whose decoders do not pass it on: TIFF and PNG.
///
/// Layout after TIFF 6.0 (section 2) and the PNG specification (third edition, eXIf).
enum ExifOrientation {
    /// The orientation in a whole TIFF or PNG file, if it has one; damaged files have none.
    static func find(in bytes: UnsafeBufferPointer<UInt8>) -> Orientation? {
        let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]
        guard bytes.prefix(8).elementsEqual(signature) else { return tiff(Slice(base: bytes, bounds: 0..<bytes.count)) }
        var at = 8
        while let length = big(bytes, at), at + 12 + length <= bytes.count {
            if bytes[(at + 4)..<(at + 8)].elementsEqual("eXIf".utf8) {
                return tiff(bytes[(at + 8)..<(at + 8 + length)])
            }
            at += 12 + length
        }
        return nil
    }

    private static func big(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        guard at + 8 <= bytes.count else { return nil }
        return (0..<4).reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }

    /// The orientation in the first directory of a TIFF structure.
    private static func tiff(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Orientation? {
        let isLittle = bytes.prefix(4).elementsEqual([0x49, 0x49, 42, 0])
        guard isLittle || bytes.prefix(4).elementsEqual([0x4d, 0x4d, 0, 42]) else { return nil }
        let number = { (at: Int, size: Int) -> Int? in
            guard at >= 0, at + size <= bytes.count else { return nil }
            let part = bytes[(bytes.startIndex + at)..<(bytes.startIndex + at + size)]
            return (isLittle ? Array(part.reversed()) : Array(part)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<count {
            let at = directory + 2 + 12 * entry
            guard let tag = number(at, 2) else { return nil }
            guard tag == 0x112 else { continue }
            return number(at + 8, 2).flatMap(Orientation.init(rawValue:))
        }
        return nil
    }
}
