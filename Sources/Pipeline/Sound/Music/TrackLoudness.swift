internal import Loudness

/// How loud a track is over time: the energy of its 400 ms blocks, ten a second.
///
/// Worth caching next to the file: measuring reads the music.
package struct TrackLoudness: Sendable, Codable, Equatable {
    /// Loudness of each block in LUFS, −100 for silence; block *i* starts at *i* × 100 ms.
    package let blocks: [Float]

    /// Takes a curve measured before.
    package init(blocks: [Float]) { self.blocks = blocks }

    /// Measures a source from its start and rewinds it.
    ///
    /// - Parameters:
    ///   - source: Stands at its start before and after.
    ///   - limit: The most seconds read.
    /// - Returns: The curve.
    /// - Throws: A `FilmError` when the source cannot be read.
    package static func measure(_ source: any MusicSource, limit: Double = 60) throws -> TrackLoudness {
        let meter = try LoudnessMeter(channels: 2, sampleRate: SoundFormat.sampleRate)
        let step = SoundFormat.sampleRate / 10
        var blocks: [Float] = []
        for index in 0..<Int(limit * 10) {
            let block = try source.read(step)
            if block.count < step { break }
            let interleaved = block.interleaved
            meter.add(interleaved.span)
            if index >= 3 { blocks.append(Float(meter.momentary ?? -100)) }
        }
        try source.rewind()
        return TrackLoudness(blocks: blocks)
    }

    /// Gated loudness (BS.1770-4: −70 LUFS, then 10 LU under the mean) of the track's start.
    ///
    /// - Parameter seconds: How much of the start counts; everything when `nil` or longer than the curve.
    /// - Returns: LUFS, or `nil` when that part is silent.
    package func integrated(first seconds: Double? = nil) -> Double? {
        let count = seconds.map { max(Int($0 * 10) - 3, 1) } ?? blocks.count
        let powers = blocks.prefix(count).filter { $0 > -70 }.map { Elementary.pow(10, Double($0) / 10) }
        guard !powers.isEmpty else { return nil }
        let gate = powers.reduce(0, +) / Double(powers.count) / 10
        let loud = powers.filter { $0 > gate }
        return 10 * Elementary.log10(loud.reduce(0, +) / Double(loud.count))
    }
}
