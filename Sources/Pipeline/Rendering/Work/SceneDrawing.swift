internal import Captions
package import Film
package import Pixels

/// Draws a scene's finished frames: picture, entrance, logo, fade, captions.
///
/// Thread-confined; frames are asked for in order, and frame *n* depends on the work and *n* alone.
package final class SceneDrawing {
    private let work: PictureWork
    private let source: any PictureSource
    /// The picture before and a canvas for it, while it is seen.
    private var dissolve: (source: any PictureSource, beneath: Picture)?
    private let black: Picture?
    private let logo: Sprite?
    private let captions: CaptionPainter

    /// Frames of a dissolve: a third of a second, as `look.md` has it (8 to 12 frames at 24 to 30 a second).
    package static func dissolveFrames(at rate: FrameRate) -> Int { max(rate.frames(in: 1.0 / 3), 1) }

    /// Opens everything the scene needs.
    ///
    /// - Throws: A `FilmError` naming what cannot be used.
    package init(_ work: PictureWork) throws {
        self.work = work
        let tail = Self.dissolveFrames(at: work.frameRate)
        source = try work.visual.source(frames: work.frames, tail: tail, work: work)
        if work.entrance == .dissolve, let before = work.before {
            dissolve = (
                try before.visual.source(frames: before.frames, tail: tail, work: work),
                Picture(width: work.size.width, height: work.size.height)
            )
        }
        if work.entrance == .fade || work.closes {
            let black = Picture(width: work.size.width, height: work.size.height)
            black.fill(luma: 16, blue: 128, red: 128)
            self.black = black
        } else {
            black = nil
        }
        logo = try work.logo?.sprite(size: work.size)
        captions = CaptionPainter(
            cues: work.cues, style: work.captions, size: work.size, frameRate: work.frameRate, accent: work.accent)
    }

    /// Draws one frame over the whole canvas.
    ///
    /// - Throws: A `FilmError` when the material cannot be read.
    package func draw(_ frame: Int, _ canvas: Picture) throws {
        try source.draw(frame: frame, into: canvas)
        if let (before, beneath) = dissolve, let frames = work.before?.frames {
            let length = Self.dissolveFrames(at: work.frameRate)
            if frame < length {
                try before.draw(frame: frames + frame, into: beneath)
                canvas.dissolve(from: beneath, to: canvas, weight: (frame + 1) * 256 / (length + 1))
            }
            // Frames are asked for in order, so what was seen through is not needed again.
            if frame + 1 >= length { dissolve = nil }
        }
        // Over the dissolve, which it stands through, and under the fade, with which the picture comes and goes.
        logo?.blend(onto: canvas)
        if let black {
            let rate = work.frameRate
            let fadeIn = work.entrance == .fade ? Double(frame + 1) / Double(rate.frames(in: 0.4)) : 1
            let left = work.frames - 1 - frame
            let fadeOut = work.closes ? Double(left) / Double(rate.frames(in: 0.8)) : 1
            let weight = Int(min(fadeIn, fadeOut, 1) * 256)
            if weight < 256 { canvas.dissolve(from: black, to: canvas, weight: weight) }
        }
        try captions.paint(frame: frame, onto: canvas)
    }
}
