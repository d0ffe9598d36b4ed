package import Film
internal import LibASS
package import Pixels

/// Draws captions over frames, one at a time, each set once and then blended.
///
/// Used from one thread. What it draws depends on the cues, the frame index and its parameters alone.
package final class CaptionPainter {
    private let cues: [Cue]
    private let style: CaptionStyle
    private let frameRate: FrameRate
    private let accent: Colour
    private let geometry: CaptionGeometry
    private let size: PictureSize
    private var renderer: TextRenderer?
    private var current: (index: Int, drawing: CaptionDrawing)?

    /// Makes a painter.
    ///
    /// - Parameters:
    ///   - cues: In order; their frames are counted as ``paint(frame:onto:)`` counts.
    ///   - style: The look; `none` draws nothing.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - accent: The colour of the word being spoken, for `karaoke`.
    package init(cues: [Cue], style: CaptionStyle, size: PictureSize, frameRate: FrameRate, accent: Colour) {
        self.cues = style == .none ? [] : cues.filter(\.isDrawn)
        self.style = style
        self.size = size
        self.frameRate = frameRate
        self.accent = accent
        geometry = CaptionGeometry(size: size)
    }

    /// Draws the caption of a frame, if it has one.
    ///
    /// - Throws: A `FilmError` when libass cannot start.
    package func paint(frame: Int, onto picture: Picture) throws {
        guard let index = cueIndex(at: frame) else { return }
        let drawing: CaptionDrawing
        if let current, current.index == index {
            drawing = current.drawing
        } else {
            let renderer = try self.renderer ?? TextRenderer(size: size)
            self.renderer = renderer
            drawing = try CaptionDrawing(
                cue: cues[index], style: style, geometry: geometry, accent: accent, renderer: renderer)
            current = (index, drawing)
        }
        // The middle of the frame's time on screen.
        let now =
            (frameRate.samples(before: frame, sampleRate: Cue.ticksPerSecond)
                + frameRate.samples(before: frame + 1, sampleRate: Cue.ticksPerSecond)) / 2
        drawing.blend(onto: picture, at: now)
    }

    private func cueIndex(at frame: Int) -> Int? {
        if let current, cues[current.index].frames.contains(frame) { return current.index }
        var low = 0
        var high = cues.count
        while low < high {
            let middle = (low + high) / 2
            if cues[middle].frames.upperBound <= frame { low = middle + 1 } else { high = middle }
        }
        return low < cues.count && cues[low].frames.contains(frame) ? low : nil
    }
}
