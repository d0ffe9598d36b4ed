/// What one finished film took, for learning.
package struct CostSample: Sendable, Codable, Equatable {
    /// Length of the film in seconds.
    package var seconds: Double
    /// Frames times pixels.
    package var pixels: Double
    /// The encoder effort's name.
    package var quality: String
    /// CPU seconds of the work that was not reused.
    package var cpuSeconds: Double
    /// Wall seconds.
    package var wallSeconds: Double
    /// Bytes on disk.
    package var bytes: Int64
    /// What was estimated when it was accepted.
    package var estimate: FilmEstimate?

    /// Names a sample.
    package init(
        seconds: Double, pixels: Double, quality: String, cpuSeconds: Double, wallSeconds: Double, bytes: Int64,
        estimate: FilmEstimate?
    ) {
        self.seconds = seconds
        self.pixels = pixels
        self.quality = quality
        self.cpuSeconds = cpuSeconds
        self.wallSeconds = wallSeconds
        self.bytes = bytes
        self.estimate = estimate
    }
}
