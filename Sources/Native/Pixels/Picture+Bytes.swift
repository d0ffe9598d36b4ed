extension Picture {
    /// The visible samples without padding: luma, then blue, then red, as raw yuv420p files have them.
    package var bytes: [UInt8] {
        let planes = [luma, blue, red]
        let count = planes.reduce(0) { $0 + $1.width * $1.height }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for plane in planes {
                for row in 0..<plane.height {
                    let source = UnsafeBufferPointer(start: plane.base + row * plane.stride, count: plane.width)
                    _ = UnsafeMutableBufferPointer(rebasing: buffer[filled...]).update(fromContentsOf: source)
                    filled += plane.width
                }
            }
        }
    }
}
