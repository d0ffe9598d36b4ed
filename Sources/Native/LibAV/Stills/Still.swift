package import Film
package import Pixels

/// A small picture of a film, as the seek bar of a player shows it: 4:2:0 in the film's colours.
package struct Still: Sendable, Equatable {
    /// Width and height, both even.
    package let size: PictureSize
    /// The luma plane, then blue, then red, rows without padding.
    package let bytes: [UInt8]

    /// Bytes of a still of a size.
    package static func byteCount(_ size: PictureSize) -> Int { size.width * size.height * 3 / 2 }

    /// Takes a still from its bytes.
    ///
    /// - Precondition: `bytes` are as many as ``byteCount(_:)`` says.
    package init(size: PictureSize, bytes: [UInt8]) {
        precondition(bytes.count == Self.byteCount(size), "a still of another size")
        self.size = size
        self.bytes = bytes
    }

    /// Scales a picture of a film down.
    ///
    /// - Throws: ``LibAVError`` when libav has no memory for it.
    package init(of picture: Picture, size: PictureSize) throws(LibAVError) {
        let scaler = try PictureScaler(
            from: (picture.width, picture.height), to: (size.width, size.height), colours: .film)
        let small = Picture(width: size.width, height: size.height)
        try scaler.scale(from: picture.sources, to: small.targets(x: 0, y: 0))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount(size))
        for plane in [small.luma, small.blue, small.red] {
            for row in 0..<plane.height {
                bytes += UnsafeBufferPointer(start: plane.base + row * plane.stride, count: plane.width)
            }
        }
        self.init(size: size, bytes: bytes)
    }

    /// Many stills of one size on one picture, row by row; places left over in the last row are black.
    ///
    /// - Parameters:
    ///   - stills: At least one.
    ///   - columns: Stills in a row.
    /// - Returns: The picture.
    package static func sheet(_ stills: [Still], columns: Int) -> Picture {
        let tile = stills.first?.size ?? PictureSize(width: 2, height: 2)
        let rows = (stills.count + columns - 1) / columns
        let sheet = Picture(width: tile.width * min(columns, max(1, stills.count)), height: tile.height * max(1, rows))
        sheet.fill(luma: 16, blue: 128, red: 128)
        for (index, still) in stills.enumerated() where still.size == tile {
            var rest = still.bytes[...]
            for (plane, scale) in [(sheet.luma, 1), (sheet.blue, 2), (sheet.red, 2)] {
                let corner = (x: index % columns * tile.width / scale, y: index / columns * tile.height / scale)
                for row in 0..<tile.height / scale {
                    let target = plane.base + (corner.y + row) * plane.stride + corner.x
                    for (column, byte) in rest.prefix(tile.width / scale).enumerated() { target[column] = byte }
                    rest = rest.dropFirst(tile.width / scale)
                }
            }
        }
        return sheet
    }
}
