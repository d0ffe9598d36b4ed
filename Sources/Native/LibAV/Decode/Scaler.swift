internal import CLibAV
internal import Film
internal import Pixels

/// Converts pictures of one size and format to another, with libswscale.
final class Scaler {
    private var context: OpaquePointer?

    /// A picture's geometry and colour as swscale sees it.
    struct Side: Equatable {
        var width: Int
        var height: Int
        var format: AVPixelFormat
        var matrix: ColourMatrix = .bt709
        var isFullRange = false
        /// Where chroma samples lie, in 1/256 luma samples from the first, across and down.
        var chromaAcross: Int = 0
        var chromaDown: Int = 128
    }

    /// Prepares a conversion.
    ///
    /// - Parameters:
    ///   - source: The pictures that come.
    ///   - target: The pictures that are wanted.
    ///   - filter: `SWS_BICUBIC`, `SWS_AREA` or `SWS_LANCZOS`.
    ///   - subject: The file, for messages.
    /// - Throws: `LibAVError` when swscale knows no such conversion.
    init(from source: Side, to target: Side, filter: Int32, subject: String) throws(LibAVError) {
        var context: OpaquePointer? = try checkAllocated(sws_alloc_context(), "prepare a conversion of", subject)
        let options: [(String, Int)] = [
            ("srcw", source.width), ("srch", source.height), ("src_format", Int(source.format.rawValue)),
            ("dstw", target.width), ("dsth", target.height), ("dst_format", Int(target.format.rawValue)),
            ("src_range", source.isFullRange ? 1 : 0), ("dst_range", target.isFullRange ? 1 : 0),
            ("src_h_chr_pos", source.chromaAcross), ("src_v_chr_pos", source.chromaDown),
            ("dst_h_chr_pos", target.chromaAcross), ("dst_v_chr_pos", target.chromaDown),
            ("sws_flags", Int(filter | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT)),
        ]
        let object = UnsafeMutableRawPointer(context)
        for (name, value) in options { av_opt_set_int(object, name, Int64(value), 0) }
        sws_setColorspaceDetails(
            context, sws_getCoefficients(source.matrix.swsNumber), source.isFullRange ? 1 : 0,
            sws_getCoefficients(target.matrix.swsNumber), target.isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
        do {
            try check(sws_init_context(context, nil, nil), "convert", subject)
        } catch {
            sws_freeContext(context)
            context = nil
            throw error
        }
        self.context = context
    }

    deinit { sws_freeContext(context) }

    /// Converts a whole picture; transparency is dropped.
    func scale(
        _ source: [UnsafePointer<UInt8>?], _ sourceStrides: [Int32], rows: Int,
        to target: [UnsafeMutablePointer<UInt8>?], _ targetStrides: [Int32], subject: String
    ) throws(LibAVError) {
        try check(
            sws_scale(context, source, sourceStrides, 0, Int32(rows), target, targetStrides), "convert", subject)
    }
}

extension ColourMatrix {
    /// swscale's number for the matrix (`SWS_CS_…`).
    var swsNumber: Int32 {
        switch self {
        case .bt709: SWS_CS_ITU709
        case .bt2020: SWS_CS_BT2020
        case .smpte240: SWS_CS_SMPTE240M
        case .fcc: SWS_CS_FCC
        default: SWS_CS_ITU601
        }
    }
}
