/// Stereo sound that is put in behind and taken out in front.
struct StereoQueue {
    private var block = StereoBlock()
    private var head = 0

    /// Frames waiting.
    var count: Int { block.count - head }

    /// Puts a block behind the others.
    mutating func append(_ other: StereoBlock) { block.append(other) }

    /// Takes up to this many frames from the front.
    mutating func take(_ frames: Int) -> StereoBlock {
        let end = head + min(frames, count)
        let taken = StereoBlock(left: Array(block.left[head..<end]), right: Array(block.right[head..<end]))
        head = end
        // Moving what is left costs as much as it holds, so it is done once in a while.
        if head > max(count, 4 * SoundFormat.sampleRate) || head == block.count {
            block.left.removeFirst(head)
            block.right.removeFirst(head)
            head = 0
        }
        return taken
    }

    /// Takes this many frames, which must be there, from the back.
    @discardableResult
    mutating func removeLast(_ frames: Int) -> StereoBlock {
        precondition(frames <= count, "only \(count) frames are there, not \(frames)")
        let taken = StereoBlock(left: Array(block.left.suffix(frames)), right: Array(block.right.suffix(frames)))
        block.left.removeLast(frames)
        block.right.removeLast(frames)
        return taken
    }
}
