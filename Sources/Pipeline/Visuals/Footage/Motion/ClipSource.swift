package import Film
internal import LibAV
package import Pixels

/// A piece of a clip that fills the frame.
///
/// The clip plays at its own speed from where the shot starts in it. Where what follows is too short for the shot,
/// the start moves back; where the whole clip is too short, it plays from its beginning, slowed to four fifths at
/// most, and then holds its last picture.
package final class ClipSource: PictureSource {
    /// The slowest a clip is played.
    package static let slowest = 0.8

    private let reader: ClipReader
    private let frameRate: FrameRate
    /// Where the shot starts in the clip, in microseconds.
    let start: Int
    /// Clip time per film time, in thousandths.
    let pace: Int

    /// Opens a clip.
    ///
    /// - Parameters:
    ///   - path: A local file.
    ///   - start: Where the shot starts in the clip, in milliseconds.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - frames: The shot's length in frames, the tail under a dissolve included.
    ///   - subject: What to keep in view when the clip is cropped, if known.
    ///   - grade: The film's grade.
    /// - Throws: A `FilmError` naming the file when it cannot be used.
    package init(
        path: String, start: Int, size: PictureSize, frameRate: FrameRate, frames: Int, subject: Subject? = nil,
        grade: Grade = .none
    ) throws(FilmError) {
        let subject = subject ?? .middle
        reader = try ClipReader(
            path: path, size: size, grade: grade, focus: (x: subject.centreX, y: subject.centreY),
            start: max(0, start) * 1000)
        self.frameRate = frameRate
        let wanted = Int(frameRate.seconds(before: max(frames, 1)) * 1_000_000)
        let asked = max(0, start) * 1000
        guard let duration = reader.duration, asked + wanted > duration else {
            self.start = asked
            pace = 1000
            return
        }
        self.start = max(0, duration - wanted)
        pace = wanted <= duration ? 1000 : max(Int(Self.slowest * 1000), duration * 1000 / wanted)
    }

    /// Draws one frame; past the clip's end its last picture stays.
    package func draw(frame index: Int, into canvas: Picture) throws {
        let elapsed = index * Int(frameRate.denominator) * 1000 * pace / Int(frameRate.numerator)
        try reader.draw(at: MediaTime(ticks: Int64(start + elapsed), timescale: 1_000_000), into: canvas)
    }
}
