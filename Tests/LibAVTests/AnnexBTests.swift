import Film
import Testing

@testable import LibAV

@Suite struct AnnexBTests {
    private func units(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.withUnsafeBufferPointer { buffer in AnnexB.units(in: buffer).map { Array(buffer[$0]) } }
    }

    @Test(
        arguments: [
            ([], []), ([1, 2, 3], []), ([0, 0, 1], []), ([0, 0, 1, 9], [[9]]), ([0, 0, 0, 1, 9, 8], [[9, 8]]),
            ([0, 0, 1, 5, 0, 0, 1, 6], [[5], [6]]), ([0, 0, 1, 5, 0, 0, 0, 1, 6, 0, 0], [[5], [6]]),
            ([7, 0, 0, 1, 5, 0, 3, 0, 0, 1, 6], [[5, 0, 3], [6]]),
        ] as [([UInt8], [[UInt8]])])
    func `units are what stands between start codes`(bytes: [UInt8], expected: [[UInt8]]) {
        #expect(units(bytes) == expected)
    }

    @Test func `the quick search finds what a slow one finds`() {
        var random = SeededRandom(seed: 11)
        for _ in 0..<2000 {
            // Few different bytes, so that start codes and near misses are frequent.
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...2, using: &random)
            }
            var starts: [Int] = []
            var index = 0
            while index + 2 < bytes.count {
                if bytes[index] == 0, bytes[index + 1] == 0, bytes[index + 2] == 1 {
                    starts.append(index + 3)
                    index += 3
                } else {
                    index += 1
                }
            }
            let ends = starts.dropFirst().map { $0 - 3 } + [bytes.count]
            let expected = zip(starts, ends).map { start, end in
                Array(Array(bytes[start..<max(start, end)].reversed().drop { $0 == 0 }).reversed())
            }.filter { !$0.isEmpty }
            #expect(units(bytes) == expected)
        }
    }

    @Test func `lengths replace start codes and headers are left out`() {
        let stream: [UInt8] = [0, 0, 0, 1, 0x67, 1, 0, 0, 1, 0x68, 2, 0, 0, 1, 0x65, 3, 4, 0, 0, 1, 0x09, 5]
        let packet = stream.withUnsafeBufferPointer(AnnexB.lengthPrefixed)
        #expect(packet == [0, 0, 0, 3, 0x65, 3, 4])
    }

    @Test func `a header without parameter sets is no header`() {
        let stream: [UInt8] = [0, 0, 0, 1, 0x65, 1, 2, 3]
        #expect(stream.withUnsafeBufferPointer(AnnexB.configuration) == nil)
    }
}
