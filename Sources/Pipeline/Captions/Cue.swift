package import Film

/// One caption: the words on screen together, their lines, and the frames that show them.
package struct Cue: Sendable, Hashable, Codable {
    /// A word or, for scripts without spaces and for very long words, a part of one.
    package struct Piece: Sendable, Hashable, Codable {
        /// The text, without spaces around it.
        package var text: String
        /// True when a space stands between the piece before and this one on the same line.
        package var spaced: Bool
        /// Start of the sound in ticks of 1/48 000 s.
        package var start: Int
        /// End of the sound in ticks of 1/48 000 s.
        package var end: Int
    }

    /// The pieces in reading order.
    package var pieces: [Piece]
    /// The pieces of each line, one line or two, together all pieces.
    package var lines: [Range<Int>]
    /// The frames that show the cue.
    package var frames: Range<Int>
    /// False when the picture beneath carries text of its own: the cue is then in the files only.
    package var isDrawn: Bool

    /// The ticks in a second that piece times count: every offered frame rate has whole ticks a frame.
    package static let ticksPerSecond = 48_000

    /// The text of each line.
    package var lineTexts: [String] { lines.map { Cue.joined(pieces[$0]) } }

    /// The same cue counted from another frame.
    ///
    /// - Parameters:
    ///   - offset: Frames added to every time.
    ///   - frameRate: The film's.
    /// - Returns: The cue with frames and piece times moved.
    package func moved(by offset: Int, at frameRate: FrameRate) -> Cue {
        let distance = frameRate.samples(before: abs(offset), sampleRate: Self.ticksPerSecond)
        let ticks = offset < 0 ? -distance : distance
        var copy = self
        copy.frames = frames.lowerBound + offset..<frames.upperBound + offset
        for index in copy.pieces.indices {
            copy.pieces[index].start += ticks
            copy.pieces[index].end += ticks
        }
        return copy
    }

    static func joined(_ pieces: ArraySlice<Piece>) -> String {
        var text = ""
        for (index, piece) in zip(pieces.indices, pieces) {
            if piece.spaced, index != pieces.startIndex { text += " " }
            text += piece.text
        }
        return text
    }
}
