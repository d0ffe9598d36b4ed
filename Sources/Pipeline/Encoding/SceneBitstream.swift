package import Film
package import LibAV

/// One encoded scene: what a decoder must know and one packet per picture, with times that start at the scene's start.
///
/// It is kept as an artifact; ``serialised()`` and ``init(serialised:)`` are its form on disk.
package struct SceneBitstream: Sendable, Equatable {
    /// The track that the scene fits into.
    package let format: VideoFormat
    /// Packets in decoding order, exactly one per picture.
    package let packets: [VideoPacket]
    /// Small pictures of it, one of each group of pictures, all of one size.
    package let stills: [SceneStill]

    /// The scene's length in frames.
    package var frameCount: Int { packets.count }

    /// Wraps an encoder's output.
    package init(format: VideoFormat, packets: [VideoPacket], stills: [SceneStill] = []) {
        self.format = format
        self.packets = packets
        self.stills = stills
    }

    private static let magic: [UInt8] = Array("VSCN".utf8)
    private static let version: UInt8 = 2

    /// The scene as bytes: magic, version, header, a table of packets, their data, the stills, and a checksum of all
    /// before it.
    ///
    /// Numbers are LEB128. Decoding times are not stored: packet *i* is decoded at *i* less the reorder delay.
    package func serialised() -> [UInt8] {
        var writer = VarintWriter()
        writer.bytes = Self.magic + [Self.version]
        for value in [
            format.width, format.height, format.frameRateNumerator, format.frameRateDenominator, format.reorderDelay,
            format.configuration.count,
        ] {
            writer.put(value)
        }
        writer.bytes += format.configuration
        writer.put(packets.count)
        for packet in packets {
            writer.put(packet.data.count << 1 | (packet.isKey ? 1 : 0))
            writer.put(packet.pts)
        }
        writer.bytes.reserveCapacity(writer.bytes.count + packets.reduce(8) { $0 + $1.data.count })
        for packet in packets { writer.bytes += packet.data }
        let size = stills.first?.still.size
        for value in [stills.count, size?.width ?? 0, size?.height ?? 0] { writer.put(value) }
        for still in stills {
            writer.put(still.frame)
            writer.bytes += still.still.bytes
        }
        let sum = fnv1a(writer.bytes[...])
        for shift in stride(from: 0, to: 64, by: 8) { writer.bytes.append(UInt8(truncatingIfNeeded: sum >> shift)) }
        return writer.bytes
    }

    /// Reads a scene back.
    ///
    /// - Parameter serialised: What ``serialised()`` gave.
    /// - Throws: `FilmError` when the bytes are cut short, altered, or of another version; never traps on any input.
    package init(serialised: [UInt8]) throws(FilmError) {
        do throws(Damage) {
            self = try Self.parse(serialised)
        } catch {
            throw FilmError(
                .input, "A stored scene is unusable: \(error.reason).",
                remedy: "Delete it from the cache; it is then encoded again.")
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(Damage) -> SceneBitstream {
        guard bytes.count >= magic.count + 1 + 8, bytes.starts(with: magic) else {
            throw Damage(reason: "it does not begin as a scene")
        }
        guard bytes[magic.count] == version else { throw Damage(reason: "it is of another version") }
        let body = bytes.dropLast(8)
        var stored: UInt64 = 0
        for byte in bytes.suffix(8).reversed() { stored = stored << 8 | UInt64(byte) }
        guard fnv1a(body) == stored else { throw Damage(reason: "it was cut short or altered") }
        var reader = VarintReader(bytes: body.dropFirst(magic.count + 1))
        let width = try reader.number(in: 1...16_384)
        let height = try reader.number(in: 1...16_384)
        let numerator = try reader.number(in: 1...1_000_000)
        let denominator = try reader.number(in: 1...1_000_000)
        let delay = try reader.number(in: 0...16)
        let configuration = try reader.bytes(count: try reader.number(in: 0...65_536))
        let format = VideoFormat(
            width: width, height: height, frameRateNumerator: numerator, frameRateDenominator: denominator,
            reorderDelay: delay, configuration: configuration)
        // Every packet takes at least two bytes of table, which bounds the count by the input's size.
        let count = try reader.number(in: 0...body.count / 2)
        var table: [(size: Int, isKey: Bool, pts: Int)] = []
        table.reserveCapacity(count)
        for _ in 0..<count {
            let word = try reader.number(in: 0...body.count << 1 | 1)
            table.append((size: word >> 1, isKey: word & 1 == 1, pts: try reader.number(in: 0...max(0, count - 1))))
        }
        guard table.first?.isKey != false else { throw Damage(reason: "it does not begin with a key picture") }
        guard Set(table.map { $0.pts }).count == count else { throw Damage(reason: "two pictures claim one moment") }
        var packets: [VideoPacket] = []
        packets.reserveCapacity(count)
        for (index, entry) in table.enumerated() {
            guard entry.pts >= index - delay else { throw Damage(reason: "a picture comes after its moment") }
            packets.append(
                VideoPacket(
                    data: try reader.bytes(count: entry.size), pts: entry.pts, dts: index - delay,
                    isKey: entry.isKey))
        }
        let stills = try stills(&reader, frames: count)
        guard reader.isAtEnd else { throw Damage(reason: "it is longer than it says") }
        return SceneBitstream(format: format, packets: packets, stills: stills)
    }

    private static func stills(_ reader: inout VarintReader, frames: Int) throws(Damage) -> [SceneStill] {
        let count = try reader.number(in: 0...frames)
        let size = PictureSize(width: try reader.number(in: 0...1024), height: try reader.number(in: 0...1024))
        var stills: [SceneStill] = []
        for _ in 0..<count {
            let frame = try reader.number(in: 0...frames - 1)
            let bytes = try reader.bytes(count: Still.byteCount(size))
            stills.append(SceneStill(frame: frame, still: Still(size: size, bytes: bytes)))
        }
        return stills
    }
}

/// A small picture of a scene.
package struct SceneStill: Sendable, Equatable {
    /// The frame it shows, counted from the scene's start.
    package let frame: Int
    /// The picture.
    package let still: Still

    /// Pairs a picture with its frame.
    package init(frame: Int, still: Still) {
        self.frame = frame
        self.still = still
    }
}

/// FNV-1a, 64 bit: it finds damage, it does not guard against malice (artifacts are named by their SHA-256).
private func fnv1a(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    bytes.withUnsafeBufferPointer { buffer in
        for byte in buffer { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return hash
}
