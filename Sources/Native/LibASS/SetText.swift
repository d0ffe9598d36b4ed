internal import CLibASS
package import Pixels

/// Text as libass set it: alpha bitmaps with their places.
package struct SetText {
    /// One bitmap.
    package struct Layer {
        /// What the bitmap is of.
        package enum Kind: Sendable, Hashable {
            case letters
            case outline
        }

        /// What the bitmap is of.
        package let kind: Kind
        /// Which run it belongs to; outlines belong to none (−1).
        package let run: Int
        /// Left edge in frame pixels.
        package let left: Int
        /// Top edge in frame pixels.
        package let top: Int
        /// Width in pixels.
        package let width: Int
        /// Height in pixels.
        package let height: Int
        /// Coverage, `width` bytes a row.
        package let coverage: [UInt8]

        init?(_ image: ASS_Image, margin: Int) {
            guard image.w > 0, image.h > 0, let bitmap = image.bitmap else { return nil }
            // Colours are RGBA with the run's number in the order that `\1c` has: blue, green, red.
            kind = image.type == 0 ? .letters : .outline
            let colour = image.color >> 8
            run =
                kind == .letters
                ? Int((colour & 0xFF) << 16 | (colour & 0xFF00) | (colour >> 16)) : -1
            // libass pads its bitmaps; boxes are drawn around ink.
            let stride = Int(image.stride)
            let ink = Self.ink(bitmap, stride: stride, width: Int(image.w), height: Int(image.h))
            guard let ink else { return nil }
            left = Int(image.dst_x) - margin + ink.x.lowerBound
            top = Int(image.dst_y) - margin + ink.y.lowerBound
            let columns = ink.x.count
            let rows = ink.y.count
            width = columns
            height = rows
            coverage = [UInt8](unsafeUninitializedCapacity: columns * rows) { buffer, count in
                for row in 0..<rows {
                    let source = bitmap + (ink.y.lowerBound + row) * stride + ink.x.lowerBound
                    for x in 0..<columns { buffer[row * columns + x] = source[x] }
                }
                count = columns * rows
            }
        }

        /// The smallest box around samples above 0, or `nil` when there are none.
        private static func ink(
            _ bitmap: UnsafePointer<UInt8>, stride: Int, width: Int, height: Int
        ) -> (x: Range<Int>, y: Range<Int>)? {
            var box = (left: width, right: 0, top: height, bottom: 0)
            for y in 0..<height {
                let row = bitmap + y * stride
                guard let first = (0..<width).first(where: { row[$0] > 0 }) else { continue }
                var last = width - 1
                while row[last] == 0 { last -= 1 }
                box = (min(box.left, first), max(box.right, last + 1), min(box.top, y), y + 1)
            }
            return box.right > box.left ? (box.left..<box.right, box.top..<box.bottom) : nil
        }
    }

    /// Bitmaps from back to front.
    package let layers: [Layer]

    /// The box around the bitmaps of one kind, or `nil` when there are none.
    package func bounds(of kind: Layer.Kind = .letters, run: Int? = nil) -> (x: Range<Int>, y: Range<Int>)? {
        let chosen = layers.filter { $0.kind == kind && (run == nil || $0.run == run) }
        guard let first = chosen.first else { return nil }
        var box = (
            first.left, first.left + first.width, first.top, first.top + first.height
        )
        for layer in chosen.dropFirst() {
            box = (
                min(box.0, layer.left), max(box.1, layer.left + layer.width), min(box.2, layer.top),
                max(box.3, layer.top + layer.height)
            )
        }
        return (box.0..<box.1, box.2..<box.3)
    }

    /// Lays the bitmaps of one kind (and, if given, one run) in one colour, moved by whole pixels.
    package func lay(
        _ kind: Layer.Kind, run: Int? = nil, colour: Samples, opacity: Int = 256, right: Int = 0, down: Int = 0,
        into builder: borrowing SpriteBuilder
    ) {
        for layer in layers where layer.kind == kind && (run == nil || layer.run == run) {
            layer.coverage.withUnsafeBufferPointer { coverage in
                guard let base = coverage.baseAddress else { return }
                builder.lay(
                    mask: base, maskStride: layer.width, x: layer.left + right, y: layer.top + down,
                    columns: layer.width, rows: layer.height, colour: colour, opacity: opacity)
            }
        }
    }

    /// The same text moved down by a part of a pixel, 0..<1, for slow movement.
    package func lowered(by part: Double) -> SetText {
        let low = Int((part * 256).rounded())
        guard low > 0 else { return self }
        return SetText(layers: layers.map { $0.lowered(low) })
    }
}

extension SetText.Layer {
    /// One row taller, each row a mix of itself and the one above, `low` of 256 parts.
    fileprivate func lowered(_ low: Int) -> SetText.Layer {
        var out = [UInt8](repeating: 0, count: width * (height + 1))
        for row in 0...height {
            for x in 0..<width {
                let here = row < height ? Int(coverage[row * width + x]) : 0
                let above = row > 0 ? Int(coverage[(row - 1) * width + x]) : 0
                out[row * width + x] = UInt8((here * (256 - low) + above * low + 128) >> 8)
            }
        }
        return SetText.Layer(
            kind: kind, run: run, left: left, top: top, width: width, height: height + 1, coverage: out)
    }

    private init(kind: Kind, run: Int, left: Int, top: Int, width: Int, height: Int, coverage: [UInt8]) {
        self.kind = kind
        self.run = run
        self.left = left
        self.top = top
        self.width = width
        self.height = height
        self.coverage = coverage
    }
}
