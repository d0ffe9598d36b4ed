internal import CLibAV
internal import Pixels

/// What a decoded frame says of its colour, with the usual guesses where it is silent.
struct FrameColour: Equatable {
    /// The matrix of its colour differences.
    var matrix: ColourMatrix
    /// True for 0...255, false for 16...235.
    var isFullRange: Bool
    /// The plain format, without the deprecated "yuvj" names.
    var format: AVPixelFormat
    /// Where chroma lies across, in 1/256 luma samples.
    var chromaAcross: Int
    /// Where chroma lies down, in 1/256 luma samples.
    var chromaDown: Int

    init(_ frame: UnsafePointer<AVFrame>, isStill: Bool) {
        let stored = AVPixelFormat(frame.pointee.format)
        var isFullRange = frame.pointee.color_range == AVCOL_RANGE_JPEG
        switch stored {
        case AV_PIX_FMT_YUVJ420P: (format, isFullRange) = (AV_PIX_FMT_YUV420P, true)
        case AV_PIX_FMT_YUVJ422P: (format, isFullRange) = (AV_PIX_FMT_YUV422P, true)
        case AV_PIX_FMT_YUVJ444P: (format, isFullRange) = (AV_PIX_FMT_YUV444P, true)
        case AV_PIX_FMT_YUVJ440P: (format, isFullRange) = (AV_PIX_FMT_YUV440P, true)
        case AV_PIX_FMT_YUVJ411P: (format, isFullRange) = (AV_PIX_FMT_YUV411P, true)
        default: format = stored
        }
        // swscale takes grey for full range whatever it is told.
        if clibav_decode_is_grey(format) != 0, isStill { isFullRange = true }
        self.isFullRange = isFullRange
        matrix =
            switch frame.pointee.colorspace {
            case AVCOL_SPC_BT709: .bt709
            case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: .bt601
            case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: .bt2020
            case AVCOL_SPC_SMPTE240M: .smpte240
            case AVCOL_SPC_FCC: .fcc
            // Untagged pictures: stills and standard definition are BT.601, the rest BT.709.
            default: isStill || frame.pointee.height <= 576 ? .bt601 : .bt709
            }
        switch frame.pointee.chroma_location {
        case AVCHROMA_LOC_CENTER: (chromaAcross, chromaDown) = (128, 128)
        case AVCHROMA_LOC_TOPLEFT: (chromaAcross, chromaDown) = (0, 0)
        case AVCHROMA_LOC_TOP: (chromaAcross, chromaDown) = (128, 0)
        case AVCHROMA_LOC_LEFT: (chromaAcross, chromaDown) = (0, 128)
        default: (chromaAcross, chromaDown) = isStill ? (128, 128) : (0, 128)
        }
        if let shifts = av_pix_fmt_desc_get(format) {
            // Without subsampling in a direction there is nothing to place.
            if shifts.pointee.log2_chroma_w == 0 { chromaAcross = -513 }
            if shifts.pointee.log2_chroma_h == 0 { chromaDown = -513 }
        }
    }
}

extension Orientation {
    /// The orientation that a display matrix (nine 16.16 numbers, row vectors) asks for.
    init(matrix: UnsafePointer<Int32>) {
        let (a, b, c, d) = (matrix[0], matrix[1], matrix[3], matrix[4])
        if abs(Int(a)) + abs(Int(d)) >= abs(Int(b)) + abs(Int(c)) {
            self = a >= 0 ? (d >= 0 ? .upright : .flipped) : (d >= 0 ? .mirrored : .upsideDown)
        } else {
            self = b >= 0 ? (c >= 0 ? .transposed : .turnedRight) : (c >= 0 ? .turnedLeft : .transverse)
        }
    }
}
