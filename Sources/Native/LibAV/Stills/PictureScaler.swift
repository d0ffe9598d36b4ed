internal import CLibAV
internal import Pixels

/// Scales whole pictures for stills, bicubic.
final class PictureScaler {
    /// The colours of what comes out.
    enum Colours {
        /// As films have them: BT.709, limited range.
        case film
        /// As JPEG files have them (ITU-T T.871): BT.601, full range.
        case jpeg
    }

    private let context: OpaquePointer
    private let height: Int32

    /// Makes a scaler from one size to another.
    init(
        from source: (width: Int, height: Int), to target: (width: Int, height: Int), colours: Colours
    ) throws(LibAVError) {
        context = try checkAllocated(
            sws_getContext(
                Int32(source.width), Int32(source.height), AV_PIX_FMT_YUV420P, Int32(target.width),
                Int32(target.height), AV_PIX_FMT_YUV420P, clibav_scaling_flags(), nil, nil, nil),
            "scale", "a picture")
        height = Int32(source.height)
        let film = sws_getCoefficients(Int32(SWS_CS_ITU709))
        let jpeg = sws_getCoefficients(Int32(SWS_CS_ITU601))
        try check(
            sws_setColorspaceDetails(
                context, film, 0, colours == .film ? film : jpeg, colours == .film ? 0 : 1, 0, 1 << 16, 1 << 16),
            "convert the colours of", "a picture")
    }

    deinit { sws_freeContext(context) }

    /// Scales planes of the source size into planes of the target size.
    func scale(
        from source: [(base: UnsafePointer<UInt8>, stride: Int)],
        to target: [(base: UnsafeMutablePointer<UInt8>, stride: Int)]
    ) throws(LibAVError) {
        let sources: [UnsafePointer<UInt8>?] = source.map { $0.base } + [nil]
        let targets: [UnsafeMutablePointer<UInt8>?] = target.map { $0.base } + [nil]
        try check(
            sws_scale(
                context, sources, source.map { Int32($0.stride) } + [0], 0, height, targets,
                target.map { Int32($0.stride) } + [0]), "scale", "a picture")
    }
}

extension Picture {
    /// The planes to read from.
    var sources: [(base: UnsafePointer<UInt8>, stride: Int)] {
        [luma, blue, red].map { (UnsafePointer($0.base), $0.stride) }
    }

    /// The planes to write to from a pixel on; both coordinates must be even.
    func targets(x: Int, y: Int) -> [(base: UnsafeMutablePointer<UInt8>, stride: Int)] {
        [
            (luma.base + y * luma.stride + x, luma.stride), (blue.base + y / 2 * blue.stride + x / 2, blue.stride),
            (red.base + y / 2 * red.stride + x / 2, red.stride),
        ]
    }
}
