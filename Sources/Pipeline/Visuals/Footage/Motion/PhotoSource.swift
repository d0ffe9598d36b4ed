package import Film
internal import LibAV
package import Pixels

/// A photo that moves: zoomed or panned with sub-pixel smoothness, always inside its edges.
///
/// The photo is decoded, graded and scaled once; a frame is one resampling of that plate. A photo that stands upright
/// in a wide film (or a very long one) is shown in full over its own blurred, darkened copy.
package final class PhotoSource: PictureSource {
    private let plate: Picture
    private let move: Move
    private let last: Int
    private let resampler: Resampler

    /// Decodes a photo and plans its move.
    ///
    /// - Parameters:
    ///   - path: A local file.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - frames: The shot's length in frames, the tail under a dissolve included.
    ///   - seed: Decides the kind and speed of the move.
    ///   - parity: The shot's place in the film; neighbours move in opposite directions.
    ///   - subject: What to keep in view, if known.
    ///   - grade: The film's grade.
    /// - Throws: A `FilmError` naming the file when it cannot be used.
    package init(
        path: String, size: PictureSize, frameRate: FrameRate, frames: Int, seed: UInt64, parity: Int,
        subject: Subject? = nil, grade: Grade = .none
    ) throws(FilmError) {
        let reader = try StillReader(path: path, covering: size)
        let photo = (width: reader.width, height: reader.height)
        let seconds = frameRate.seconds(before: max(frames, 1))
        if Framing.showsWhole(photo: photo, size: size) {
            let framing = Framing(photo: photo, size: size, seconds: seconds, parity: parity)
            move = framing.move
            plate = try framing.plate(reader, grade: grade)
        } else {
            move = .filling(
                photo: photo, size: size, seconds: seconds, seed: seed, parity: parity, subject: subject ?? .middle)
            plate = try reader.picture(width: move.plateWidth, height: move.plateHeight, grade: grade)
        }
        last = max(frames - 1, 1)
        guard let resampler = Resampler(width: size.width) else {
            throw FilmError(.internalFault, "Out of memory while preparing \(path).")
        }
        self.resampler = resampler
    }

    /// Draws one frame; past the shot's end the move is at rest.
    package func draw(frame index: Int, into canvas: Picture) {
        let window = move.window(at: Double(index) / Double(last))
        resampler.draw(plate, x: window.x, y: window.y, step: window.step, into: canvas)
    }
}
