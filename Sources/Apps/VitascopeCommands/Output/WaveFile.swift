/// Sound as a WAV file: RIFF, 16-bit PCM, mono ("Multimedia Programming Interface and Data Specifications 1.0", 1991).
enum WaveFile {
    /// The file's bytes.
    ///
    /// - Parameters:
    ///   - samples: Mono, −1...1; louder ones are cut off.
    ///   - sampleRate: Samples per second.
    /// - Returns: Head and samples.
    static func bytes(samples: [Float], sampleRate: Int) -> [UInt8] {
        let length = samples.count * 2
        var bytes: [UInt8] = []
        bytes.reserveCapacity(44 + length)
        func append(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        func append(_ value: UInt16) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        bytes += Array("RIFF".utf8)
        append(UInt32(36 + length))
        bytes += Array("WAVEfmt ".utf8)
        append(UInt32(16))
        append(UInt16(1))
        append(UInt16(1))
        append(UInt32(sampleRate))
        append(UInt32(sampleRate * 2))
        append(UInt16(2))
        append(UInt16(16))
        bytes += Array("data".utf8)
        append(UInt32(length))
        for sample in samples {
            append(UInt16(bitPattern: Int16((min(max(sample, -1), 1) * 32_767).rounded())))
        }
        return bytes
    }
}
