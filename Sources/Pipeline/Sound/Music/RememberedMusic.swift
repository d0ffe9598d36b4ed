/// A source that keeps short music decoded, so that measuring and looping it cost one decoding.
///
/// Holds at most `limit` frames (8 bytes each); longer music is read through and decoded again at each rewind.
package final class RememberedMusic: MusicSource {
    private let base: any MusicSource
    private let limit: Int
    private var memory = StereoBlock()
    private var position = 0
    /// True while `memory` is everything that the base has given so far.
    private var isWhole = true

    /// Wraps a source that stands at its start.
    ///
    /// - Parameters:
    ///   - base: The source to read from.
    ///   - limit: The most frames kept; 64 s by default, which is 25 MB.
    package init(_ base: any MusicSource, limit: Int = 64 * SoundFormat.sampleRate) {
        self.base = base
        self.limit = limit
    }

    package func read(_ frames: Int) throws -> StereoBlock {
        guard isWhole else { return try base.read(frames) }
        if position < memory.count {
            let end = min(position + frames, memory.count)
            var block = StereoBlock(
                left: Array(memory.left[position..<end]), right: Array(memory.right[position..<end]))
            position = end
            if block.count < frames { block.append(try read(frames - block.count)) }
            return block
        }
        let block = try base.read(frames)
        if memory.count + block.count <= limit {
            memory.append(block)
            position = memory.count
        } else {
            memory = StereoBlock()
            isWhole = false
        }
        return block
    }

    package func rewind() throws {
        if isWhole { position = 0 } else { try base.rewind() }
    }
}
