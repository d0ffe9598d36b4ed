internal import CLibAV

/// What a media file's header says of its picture: enough to index it, nothing is decoded.
package struct MediaProbe: Sendable, Equatable {
    /// Whether the picture moves.
    package enum Kind: String, Sendable, CaseIterable {
        case photo
        case clip
    }

    /// Whether the picture moves.
    package let kind: Kind
    /// Width in square pixels as shown, rotation applied.
    package let width: Int
    /// Height in square pixels as shown, rotation applied.
    package let height: Int
    /// A clip's length in milliseconds; 0 for a photo.
    package let duration: Int
    /// A clip's average frames per second; 0 for a photo or when unknown.
    package let frameRate: Double
    /// How far the stored picture is turned clockwise for showing: 0, 90, 180 or 270 degrees.
    package let rotation: Int
    /// True when there is sound with the picture.
    package let hasSound: Bool
    /// The container's and the picture stream's tags, keys in lower case.
    package let tags: [String: String]

    /// Why a file cannot serve as a picture.
    package enum Unusable: Error, Sendable, Equatable {
        /// It has no bytes.
        case empty
        /// It cannot be opened: permissions, or it is gone.
        case unreadable(String)
        /// It is no picture or video format that is read here, or its header is damaged.
        case unknownFormat
        /// It has sound but no picture.
        case noPicture
        /// The linked FFmpeg has no decoder for it.
        case noDecoder(String)
        /// Its picture is smaller than 16 pixels or larger than 16384 on a side.
        case unsuitableSize(width: Int, height: Int)
        /// Its header promises more than the file holds.
        case truncated

        /// The reason as the end of a sentence that begins with the file's name.
        package var reason: String {
            switch self {
            case .empty: "is empty"
            case .unreadable(let why): "cannot be read: \(why)"
            case .unknownFormat: "is damaged or not a picture or video format that is known here"
            case .noPicture: "has sound but no picture"
            case .noDecoder(let codec): "needs a decoder that this FFmpeg does not have (\(codec))"
            case .unsuitableSize(let width, let height): "has an unsuitable size (\(width)×\(height))"
            case .truncated: "is cut short"
            }
        }
    }

    /// Reads a file's header; blocks while it does.
    ///
    /// - Parameter path: A local file. Its name is never interpreted (no patterns, no protocols, no playlists).
    /// - Throws: ``Unusable``, with the reason.
    package init(path: String) throws(Unusable) {
        self = try Demuxed(path: path).facts()
    }

    init(
        kind: Kind, width: Int, height: Int, duration: Int, frameRate: Double, rotation: Int, hasSound: Bool,
        tags: [String: String]
    ) {
        self.kind = kind
        self.width = width
        self.height = height
        self.duration = duration
        self.frameRate = frameRate
        self.rotation = rotation
        self.hasSound = hasSound
        self.tags = tags
    }
}

/// An opened container and the input/output context beneath it.
private struct Demuxed: ~Copyable {
    /// Formats that hold one file's own pictures: no playlists, no image patterns, nothing that names other files.
    static let formats =
        "mov,matroska,avi,mpegts,mpeg,mpegvideo,flv,asf,ogg,gif,apng,jpeg_pipe,png_pipe,webp_pipe,tiff_pipe,bmp_pipe"

    private var input: UnsafeMutablePointer<AVIOContext>?
    private var context: UnsafeMutablePointer<AVFormatContext>?

    init(path: String) throws(MediaProbe.Unusable) {
        input = nil
        context = nil
        // The prefix names the protocol, so that a colon in the path cannot.
        let code = avio_open2(&input, "file:\(path)", AVIO_FLAG_READ, nil, nil)
        guard code >= 0, let input else {
            throw .unreadable(LibAVError(code: code, action: "open", subject: path).reason)
        }
        // A folder or a device opens, too, but has no size.
        let size = avio_size(input)
        guard size != 0 else { throw .empty }
        guard size > 0, let fresh = avformat_alloc_context() else { throw .unknownFormat }
        fresh.pointee.pb = input
        context = fresh
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        av_dict_set(&options, "format_whitelist", Self.formats, 0)
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        // No name is given: demuxers that expand patterns would read one into it. On failure libav frees the context.
        guard avformat_open_input(&context, "", nil, &options) >= 0, let context else { throw .unknownFormat }
        guard avformat_find_stream_info(context, nil) >= 0 else { throw .unknownFormat }
    }

    deinit {
        var context = context
        var input = input
        avformat_close_input(&context)
        avio_closep(&input)
    }

    func facts() throws(MediaProbe.Unusable) -> MediaProbe {
        guard let context, let format = context.pointee.iformat else { throw .unknownFormat }
        let found = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nil, 0)
        let hasSound = av_find_best_stream(context, AVMEDIA_TYPE_AUDIO, -1, -1, nil, 0) >= 0
        guard found >= 0, let stream = context.pointee.streams[Int(found)], let codec = stream.pointee.codecpar,
            stream.pointee.disposition & clibav_attached_picture() == 0
        else { throw hasSound ? .noPicture : .unknownFormat }
        let name = String(cString: avcodec_get_name(codec.pointee.codec_id))
        guard avcodec_find_decoder(codec.pointee.codec_id) != nil else { throw .noDecoder(name) }

        // Without an end the picture's header is never handed on.
        guard codec.pointee.width > 0, codec.pointee.height > 0 else { throw .truncated }
        let rotation = Self.rotation(of: stream)
        var (width, height) = (Int(codec.pointee.width), Int(codec.pointee.height))
        let aspect = av_guess_sample_aspect_ratio(context, stream, nil)
        if aspect.num > 0, aspect.den > 0, aspect.num != aspect.den {
            width = Int((Double(width) * Double(aspect.num) / Double(aspect.den)).rounded())
        }
        if rotation % 180 != 0 { swap(&width, &height) }
        guard (16...16384).contains(width), (16...16384).contains(height) else {
            throw .unsuitableSize(width: width, height: height)
        }

        let formatName = String(cString: format.pointee.name)
        let length = Self.milliseconds(of: stream, in: context)
        let frames = stream.pointee.nb_frames
        let isPhoto = formatName.hasSuffix("_pipe") || frames == 1 || length <= 0
        if !isPhoto, isTruncated(stream, length: length) { throw .truncated }
        let rate = av_guess_frame_rate(context, stream, nil)
        return MediaProbe(
            kind: isPhoto ? .photo : .clip, width: width, height: height, duration: isPhoto ? 0 : length,
            frameRate: isPhoto || rate.den == 0 ? 0 : Double(rate.num) / Double(rate.den), rotation: rotation,
            hasSound: hasSound,
            tags: Self.tags(context.pointee.metadata)
                .merging(Self.tags(stream.pointee.metadata)) { container, _ in container })
    }

    /// Whether the end of the clip is missing: by its index where it has one, else by reading its last packets.
    private func isTruncated(_ stream: UnsafeMutablePointer<AVStream>, length: Int) -> Bool {
        guard let context, let input else { return false }
        let indexEnd = clibav_index_end(stream)
        if indexEnd > avio_size(input) { return true }
        let formatName = String(cString: context.pointee.iformat.pointee.name)
        // Only MOV's index is whole from the header on; the others' grows with what was read.
        if formatName.hasPrefix("mov"), indexEnd > 0 { return false }

        for index in 0..<Int(context.pointee.nb_streams) where index != Int(stream.pointee.index) {
            context.pointee.streams[index]?.pointee.discard = AVDISCARD_ALL
        }
        let start = context.pointee.start_time == clibav_no_pts() ? 0 : context.pointee.start_time
        let near = start + Int64(max(0, length - 2000)) * 1000
        guard av_seek_frame(context, -1, near, clibav_seek_backward()) >= 0 else { return false }
        var packet = av_packet_alloc()
        defer { av_packet_free(&packet) }
        guard let packet else { return false }
        var last: Int64?
        var bytes = 0
        // A clip of one key frame would be read whole: past this much it is taken as it is.
        while bytes < 64 << 20, av_read_frame(context, packet) >= 0 {
            if packet.pointee.stream_index == stream.pointee.index, packet.pointee.pts != clibav_no_pts() {
                last = max(last ?? .min, packet.pointee.pts + max(0, packet.pointee.duration))
            }
            bytes += Int(packet.pointee.size)
            av_packet_unref(packet)
        }
        if bytes >= 64 << 20 { return false }
        guard let last else { return true }
        let end = Double(last) * Self.seconds(stream.pointee.time_base) - Double(start) / 1_000_000
        return end < Double(length) / 1000 * 0.9 - 0.5
    }

    private static func seconds(_ base: AVRational) -> Double { Double(base.num) / Double(max(1, base.den)) }

    private static func milliseconds(
        of stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>
    ) -> Int {
        if stream.pointee.duration > 0 {
            return Int((Double(stream.pointee.duration) * seconds(stream.pointee.time_base) * 1000).rounded())
        }
        return context.pointee.duration > 0 ? Int((context.pointee.duration + 500) / 1000) : 0
    }

    /// Quarter turns clockwise from the display matrix, which counts anticlockwise.
    private static func rotation(of stream: UnsafeMutablePointer<AVStream>) -> Int {
        guard let matrix = clibav_display_matrix(stream) else { return 0 }
        let degrees = -av_display_rotation_get(matrix)
        guard degrees.isFinite else { return 0 }
        let quarters = Int((degrees / 90).rounded())
        return ((quarters % 4) + 4) % 4 * 90
    }

    private static func tags(_ dictionary: OpaquePointer?) -> [String: String] {
        var tags: [String: String] = [:]
        var entry: UnsafeMutablePointer<AVDictionaryEntry>?
        while let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
            if let key = next.pointee.key, let value = next.pointee.value {
                tags[String(cString: key).lowercased()] = String(cString: value)
            }
            entry = next
        }
        return tags
    }
}
