internal import CLibAV
internal import Film
internal import Pixels

/// Crops, scales and turns a clip's frames so that they fill the film's frame in BT.709.
final class FrameFitter {
    /// Everything about a frame that decides how it is converted.
    struct Layout: Equatable {
        var width: Int
        var height: Int
        var colour: FrameColour
        var aspect: Double
        var orientation: Orientation
        var isTopDown: Bool

        /// Reads a frame's layout.
        ///
        /// - Parameters:
        ///   - frame: A decoded frame.
        ///   - matrix: The stream's display matrix, if any; the frame's own goes before it.
        init(_ frame: UnsafeMutablePointer<AVFrame>, matrix: UnsafePointer<Int32>?) {
            width = Int(frame.pointee.width)
            height = Int(frame.pointee.height)
            colour = FrameColour(frame, isStill: false)
            let ratio = frame.pointee.sample_aspect_ratio
            aspect = ratio.num > 0 && ratio.den > 0 ? Double(ratio.num) / Double(ratio.den) : 1
            // Beyond this a ratio is a mistake in the file.
            if !(0.2...5).contains(aspect) { aspect = 1 }
            orientation = .upright
            isTopDown = BorrowedPicture(frame) != nil
            if let data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX), data.pointee.size >= 36 {
                orientation = data.pointee.data.withMemoryRebound(to: Int32.self, capacity: 9) {
                    Orientation(matrix: $0)
                }
            } else if let matrix {
                orientation = Orientation(matrix: matrix)
            }
        }

        /// The frame's planes when it needs no conversion at all for a film of this size.
        func direct(_ frame: UnsafeMutablePointer<AVFrame>, size: PictureSize) -> BorrowedPicture? {
            guard width == size.width, height == size.height, colour.format == AV_PIX_FMT_YUV420P,
                colour.matrix == .bt709, !colour.isFullRange, orientation == .upright, abs(aspect - 1) < 0.01
            else { return nil }
            return BorrowedPicture(frame)
        }
    }

    /// What this fitter was made for.
    let layout: Layout
    /// The fitted frame, upright, at the film's size.
    let picture: Picture

    private let subject: String
    /// `nil` when halving alone gives the film's size.
    private let scaler: Scaler?
    /// The cropped frame at half its size, where that is still enough.
    private let halved: Picture?
    private let crop: (left: Int, top: Int, width: Int, height: Int)
    private let stored: Picture?
    private let window: UnsafeMutablePointer<AVFrame>

    /// Prepares the conversion.
    ///
    /// - Parameters:
    ///   - layout: The frames' layout.
    ///   - size: The film's size.
    ///   - focus: What to keep in view when cropping, as shares of the shown width and height.
    ///   - subject: The file, for messages.
    /// - Throws: `LibAVError` when libav cannot convert such frames.
    init(
        _ layout: Layout, size: PictureSize, focus: (x: Double, y: Double), subject: String
    ) throws(LibAVError) {
        self.layout = layout
        self.subject = subject
        let swaps = layout.orientation.swapsSides
        let target = swaps ? (width: size.height, height: size.width) : (width: size.width, height: size.height)
        crop = Self.cover(layout, target: target, focus: Self.storedFocus(focus, layout.orientation))

        var source = Scaler.Side(width: crop.width, height: crop.height, format: layout.colour.format)
        let isRGB = clibav_decode_is_rgb(layout.colour.format) != 0
        source.matrix = isRGB ? .bt709 : layout.colour.matrix
        source.isFullRange = isRGB || layout.colour.isFullRange
        source.chromaAcross = layout.colour.chromaAcross
        source.chromaDown = layout.colour.chromaDown
        var sink = Scaler.Side(width: target.width, height: target.height, format: AV_PIX_FMT_YUV420P)
        sink.matrix = source.matrix
        (sink.chromaAcross, sink.chromaDown) = layout.orientation.storedChroma
        // Halving costs a tenth of what the scaler takes from a 4K frame, and leaves it a quarter of the pixels.
        let canHalve =
            layout.colour.format == AV_PIX_FMT_YUV420P && source.chromaAcross == 0 && layout.isTopDown
        if canHalve, crop.width / 2 >= target.width, crop.height / 2 >= target.height {
            (source.width, source.height) = (crop.width / 2, crop.height / 2)
            halved = Picture(width: source.width, height: source.height)
        } else {
            halved = nil
        }
        let reduction = Double(source.width) / Double(target.width)
        scaler =
            halved != nil && source == sink
            ? nil
            : try Scaler(from: source, to: sink, filter: reduction > 2.5 ? SWS_AREA : SWS_BICUBIC, subject: subject)
        picture = Picture(width: size.width, height: size.height)
        stored = layout.orientation == .upright ? nil : Picture(width: target.width, height: target.height)
        window = try checkAllocated(av_frame_alloc(), "allocate", subject)
    }

    deinit {
        var owned: UnsafeMutablePointer<AVFrame>? = window
        av_frame_free(&owned)
    }

    /// Converts a frame of this layout into ``picture``.
    func fit(_ frame: UnsafeMutablePointer<AVFrame>) throws(LibAVError) {
        try check(av_frame_ref(window, frame), "convert", subject)
        defer { av_frame_unref(window) }
        window.pointee.crop_left = crop.left
        window.pointee.crop_top = crop.top
        window.pointee.crop_right = layout.width - crop.left - crop.width
        window.pointee.crop_bottom = layout.height - crop.top - crop.height
        let flags = Int32(AV_FRAME_CROP_UNALIGNED)
        try check(av_frame_apply_cropping(window, flags), "crop", subject)
        let out = stored ?? picture
        var planes = window.planes
        var strides = window.strides
        var rows = crop.height
        if let halved, let window = BorrowedPicture(window) {
            let whole = scaler == nil ? out : halved
            whole.halve(window, width: crop.width, height: crop.height)
            planes = [halved.luma.base, halved.blue.base, halved.red.base, nil].map { $0.map { UnsafePointer($0) } }
            strides = [Int32(halved.luma.stride), Int32(halved.blue.stride), Int32(halved.red.stride), 0]
            rows = halved.height
        }
        try scaler?.scale(
            planes, strides, rows: rows, to: [out.luma.base, out.blue.base, out.red.base, nil],
            [Int32(out.luma.stride), Int32(out.blue.stride), Int32(out.red.stride), 0], subject: subject)
        if let stored { picture.turn(stored, layout.orientation) }
        if clibav_decode_is_rgb(layout.colour.format) == 0 { picture.rematrix(from: layout.colour.matrix) }
    }

    /// The largest part of the stored frame that has the target's shape, at even places, nearest to the focus.
    private static func cover(
        _ layout: Layout, target: (width: Int, height: Int), focus: (x: Double, y: Double)
    ) -> (left: Int, top: Int, width: Int, height: Int) {
        let shape = Double(target.width) / Double(target.height) / layout.aspect
        let (w, h) = (Double(layout.width), Double(layout.height))
        var width = layout.width
        var height = layout.height
        if w / h > shape {
            width = max(2, min(layout.width, Int((h * shape / 2).rounded()) * 2))
        } else {
            height = max(2, min(layout.height, Int((w / shape / 2).rounded()) * 2))
        }
        // A pixel or two of difference is left to the scaler rather than cut away.
        if layout.width - width < 4 { width = layout.width }
        if layout.height - height < 4 { height = layout.height }
        let left = min(max(0, Int(focus.x * w) - width / 2), layout.width - width) / 2 * 2
        let top = min(max(0, Int(focus.y * h) - height / 2), layout.height - height) / 2 * 2
        return (left, top, width, height)
    }

    /// A focus given as shown, as shares of the stored frame.
    private static func storedFocus(_ f: (x: Double, y: Double), _ turn: Orientation) -> (x: Double, y: Double) {
        switch turn {
        case .upright: (f.x, f.y)
        case .mirrored: (1 - f.x, f.y)
        case .upsideDown: (1 - f.x, 1 - f.y)
        case .flipped: (f.x, 1 - f.y)
        case .transposed: (f.y, f.x)
        case .turnedRight: (f.y, 1 - f.x)
        case .transverse: (1 - f.y, 1 - f.x)
        case .turnedLeft: (1 - f.y, f.x)
        }
    }
}

extension Orientation {
    /// Where chroma must lie in the stored picture (1/256 luma samples across and down) so that it lies at the left
    /// pixel of each pair once it is turned.
    fileprivate var storedChroma: (Int, Int) {
        switch self {
        case .upright, .flipped: (0, 128)
        case .mirrored, .upsideDown: (256, 128)
        case .transposed, .turnedLeft: (128, 0)
        case .turnedRight, .transverse: (128, 256)
        }
    }
}

extension BorrowedPicture {
    /// A frame's three planes; `nil` when they are stored from the bottom up.
    init?(_ frame: UnsafeMutablePointer<AVFrame>) {
        let (data, strides) = (frame.pointee.data, frame.pointee.linesize)
        guard let luma = data.0, let blue = data.1, let red = data.2, strides.0 > 0, strides.1 > 0, strides.2 > 0 else {
            return nil
        }
        self.init(
            luma: .init(base: luma, stride: Int(strides.0)), blue: .init(base: blue, stride: Int(strides.1)),
            red: .init(base: red, stride: Int(strides.2)))
    }
}
