/// An H.264 encoder that films can be made with; the order of the cases is the order of preference.
package enum EncoderKind: String, Sendable, CaseIterable, Codable {
    /// NVIDIA's hardware encoder.
    case nvenc
    /// Apple's hardware encoder; never there on Linux, and named so that `doctor` can say so.
    case videoToolbox
    /// x264 on the processor: the same bits on every machine.
    case x264

    /// The name under which libav knows the encoder.
    package var libavName: String {
        switch self {
        case .nvenc: "h264_nvenc"
        case .videoToolbox: "h264_videotoolbox"
        case .x264: "libx264"
        }
    }

    /// How messages call it.
    package var displayName: String {
        switch self {
        case .nvenc: "NVENC"
        case .videoToolbox: "VideoToolbox"
        case .x264: "x264"
        }
    }
}
