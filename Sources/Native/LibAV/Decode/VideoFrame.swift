internal import CLibAV

/// Makes frames with memory of their own.
enum VideoFrame {
    /// A frame of uninitialised samples; the caller frees it.
    static func make(
        width: Int, height: Int, format: AVPixelFormat, subject: String
    ) throws(LibAVError) -> UnsafeMutablePointer<AVFrame> {
        let frame = try checkAllocated(av_frame_alloc(), "allocate", subject)
        frame.pointee.width = Int32(width)
        frame.pointee.height = Int32(height)
        frame.pointee.format = format.rawValue
        do {
            try check(av_frame_get_buffer(frame, 64), "allocate", subject)
        } catch {
            var owned: UnsafeMutablePointer<AVFrame>? = frame
            av_frame_free(&owned)
            throw error
        }
        return frame
    }
}

extension UnsafeMutablePointer<AVFrame> {
    /// The first four planes, for reading.
    var planes: [UnsafePointer<UInt8>?] {
        let data = pointee.data
        return [data.0, data.1, data.2, data.3].map { $0.map { UnsafePointer($0) } }
    }

    /// The first four planes, for writing.
    var mutablePlanes: [UnsafeMutablePointer<UInt8>?] {
        let data = pointee.data
        return [data.0, data.1, data.2, data.3]
    }

    /// The first four planes' strides in bytes.
    var strides: [Int32] {
        let strides = pointee.linesize
        return [strides.0, strides.1, strides.2, strides.3]
    }
}
