/// A stretch of stereo sound at 48 kHz, one array a channel, both equally long.
package struct StereoBlock: Sendable, Equatable {
    /// Left samples, −1...1.
    package var left: [Float]
    /// Right samples, −1...1.
    package var right: [Float]

    /// Makes a block from two arrays of the same length.
    package init(left: [Float] = [], right: [Float] = []) {
        precondition(left.count == right.count, "channels differ in length: \(left.count) and \(right.count)")
        self.left = left
        self.right = right
    }

    /// Makes a silent block.
    package init(silence frames: Int) {
        self.init(left: Array(repeating: 0, count: frames), right: Array(repeating: 0, count: frames))
    }

    /// Frames in the block.
    package var count: Int { left.count }

    /// Splits samples that stand left, right, left, right; an odd last one is dropped.
    package init(interleaved samples: [Float]) {
        let frames = samples.count / 2
        self.init(silence: frames)
        for index in 0..<frames {
            left[index] = samples[2 * index]
            right[index] = samples[2 * index + 1]
        }
    }

    /// The samples left, right, left, right, as encoders take them.
    package var interleaved: [Float] {
        [Float](unsafeUninitializedCapacity: 2 * count) { buffer, initialized in
            for index in 0..<count {
                buffer[2 * index] = left[index]
                buffer[2 * index + 1] = right[index]
            }
            initialized = 2 * count
        }
    }

    /// Puts another block behind this one.
    package mutating func append(_ other: StereoBlock) {
        left.append(contentsOf: other.left)
        right.append(contentsOf: other.right)
    }

    /// The block's first frames.
    func prefix(_ frames: Int) -> StereoBlock {
        StereoBlock(left: Array(left.prefix(frames)), right: Array(right.prefix(frames)))
    }

    /// The block without its first frames.
    func dropFirst(_ frames: Int) -> StereoBlock {
        StereoBlock(left: Array(left.dropFirst(frames)), right: Array(right.dropFirst(frames)))
    }
}
