package import Film
internal import FoundationEssentials

/// A narration as the bytes of an artifact: a length, a JSON head with the times, then 32-bit little-endian samples.
package enum NarrationArtifact {
    private struct Head: Codable {
        var sampleRate: Int
        var words: [TimedWord]
        var phonemes: [TimedPhoneme]
        var samples: Int
    }

    /// The narration as bytes.
    ///
    /// - Throws: An encoding error, which no narration causes.
    package static func encode(_ narration: Narration) throws -> [UInt8] {
        let head = Head(
            sampleRate: narration.sampleRate, words: narration.words, phonemes: narration.phonemes,
            samples: narration.samples.count)
        let text = try JSONEncoder().encode(head)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 + text.count + narration.samples.count * 4)
        withUnsafeBytes(of: UInt32(text.count).littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text)
        for sample in narration.samples {
            withUnsafeBytes(of: sample.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    /// The narration that the bytes hold, or `nil` when they hold none.
    package static func decode(_ bytes: [UInt8]) -> Narration? {
        guard bytes.count >= 4 else { return nil }
        let length = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
        guard length <= bytes.count - 4,
            let head = try? JSONDecoder().decode(Head.self, from: Data(bytes[4..<(4 + length)])),
            head.samples >= 0, head.sampleRate > 0, bytes.count == 4 + length + head.samples * 4
        else { return nil }
        let samples = bytes.withUnsafeBytes { raw in
            (0..<head.samples).map { index in
                Float(
                    bitPattern: UInt32(
                        littleEndian: raw.loadUnaligned(
                            fromByteOffset: 4 + length + index * 4, as: UInt32.self)))
            }
        }
        return Narration(sampleRate: head.sampleRate, samples: samples, words: head.words, phonemes: head.phonemes)
    }
}
