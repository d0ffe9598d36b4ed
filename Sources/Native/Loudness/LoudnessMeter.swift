internal import CLoudness
internal import Film

/// Measures loudness as ITU-R BS.1770-4 and EBU R 128 define it (libebur128), in memory that does not grow.
///
/// Belongs to one thread. The integrated value comes from libebur128's histogram, whose step is 0.1 LU.
package final class LoudnessMeter {
    private var state: UnsafeMutablePointer<ebur128_state>?

    /// Makes a meter.
    ///
    /// - Parameters:
    ///   - channels: 1 or 2. One channel counts once: sound that will play on both sides is 3.01 LU louder.
    ///   - sampleRate: In hertz, 16 to 2 822 400.
    /// - Throws: A `FilmError` when the parameters are out of range or memory is short.
    package init(channels: Int, sampleRate: Int) throws {
        let mode = EBUR128_MODE_I.rawValue | EBUR128_MODE_HISTOGRAM.rawValue
        guard (1...2).contains(channels), (16...2_822_400).contains(sampleRate),
            let made = ebur128_init(UInt32(channels), UInt(sampleRate), Int32(mode))
        else {
            throw FilmError(.internalFault, "No loudness meter for \(channels) channels at \(sampleRate) Hz.")
        }
        state = made
    }

    // Also runs when `init` throws, with nothing made; the library does not expect that.
    deinit { if state != nil { ebur128_destroy(&state) } }

    /// Adds samples, channels interleaved; the count is a multiple of the channels.
    package func add(_ samples: borrowing Span<Float>) {
        // The pointer does not keep the meter alive, and a meter's last use may be this very call.
        defer { extendLifetime(self) }
        guard let state else { return }
        samples.withUnsafeBufferPointer { buffer in
            let frames = buffer.count / Int(state.pointee.channels)
            _ = ebur128_add_frames_float(state, buffer.baseAddress, frames)
        }
    }

    /// Gated loudness of everything so far in LUFS, or `nil` when nothing was above −70 LUFS.
    package var integrated: Double? { value(ebur128_loudness_global) }

    /// Loudness of the last 400 ms in LUFS, or `nil` for digital silence.
    package var momentary: Double? { value(ebur128_loudness_momentary) }

    private func value(
        _ query: (UnsafeMutablePointer<ebur128_state>?, UnsafeMutablePointer<Double>?) -> Int32
    ) -> Double? {
        defer { extendLifetime(self) }
        var result = 0.0
        guard query(state, &result) == Int32(EBUR128_SUCCESS.rawValue), result.isFinite else { return nil }
        return result
    }
}
