internal import CZlib
internal import Film

/// Reading and writing of gzip files (RFC 1952).
package enum Gzip {
    /// Decompresses one gzip member.
    ///
    /// - Parameters:
    ///   - bytes: The whole file.
    ///   - limit: The most bytes the content may have; larger content is refused.
    /// - Returns: The content.
    /// - Throws: A `FilmError` of code `input` when the bytes are no gzip file, are cut off, or exceed the limit.
    package static func decompress(_ bytes: [UInt8], limit: Int = 1 << 28) throws -> [UInt8] {
        // The last four bytes hold the content's length modulo 2^32, low byte first.
        let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 18, stated <= limit else { throw damaged }
        var output = [UInt8](repeating: 0, count: stated)
        var input = bytes
        let finished = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                var stream = z_stream()
                guard czlib_begin_gzip(&stream) == Z_OK else { return false }
                defer { inflateEnd(&stream) }
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                // zlib checks the content's CRC before it reports the end.
                return inflate(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_out == 0
            }
        }
        if !finished { throw damaged }
        return output
    }

    /// Compresses to one gzip member, as small as zlib can; the same bytes for the same content.
    ///
    /// - Parameter bytes: The content, under 4 GB.
    /// - Returns: The gzip file.
    /// - Throws: A `FilmError` of code `internalFault` when zlib has no memory left.
    package static func compress(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        guard czlib_begin_compressing(&stream, Z_BEST_COMPRESSION) == Z_OK else { throw noMemory }
        defer { deflateEnd(&stream) }
        // The bound is for zlib's own header; gzip's has 12 bytes more.
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 12)
        var input = bytes
        let left = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output -> UInt32? in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.avail_out : nil
            }
        }
        guard let left else { throw noMemory }
        output.removeLast(Int(left))
        return output
    }

    private static var noMemory: FilmError {
        FilmError(.internalFault, "There was no memory to compress with.", remedy: "Close other programs.")
    }

    private static var damaged: FilmError {
        FilmError(.input, "A gzip file is damaged.", remedy: "Run “vitascope models verify” and fetch the pack again.")
    }
}
