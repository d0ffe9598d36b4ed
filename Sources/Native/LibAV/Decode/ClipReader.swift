internal import CLibAV
package import Film
package import Pixels

/// A video clip whose picture at any time fills the film's frame: cropped to cover, scaled, turned, graded.
///
/// Odd and variable frame rates go by the frames' own times. Where the clip has the film's size and colour already, a
/// frame is copied once and not converted. High dynamic range is shown without tone mapping. Used from one thread.
package final class ClipReader {
    /// The most pixels a clip's frame may have (a little over 8K).
    package static let largestPixelCount = 40_000_000

    /// The clip's length in microseconds as its header tells it; `nil` when it does not.
    package var duration: Int? { cursor.duration }

    private let path: String
    private let cursor: FrameCursor
    private let size: PictureSize
    private let grade: Grade
    private let focus: (x: Double, y: Double)
    private var fitter: FrameFitter?
    private var fitted = -1

    /// Opens a clip and decodes its first frame.
    ///
    /// - Parameters:
    ///   - path: A local file.
    ///   - size: The film's size.
    ///   - grade: The film's grade.
    ///   - focus: What to keep in view when cropping, as shares of width and height.
    ///   - start: Where playing will start, in microseconds; any time can be drawn all the same.
    /// - Throws: A `FilmError` naming the file when it is missing, empty, damaged, too large or has no picture.
    package init(
        path: String, size: PictureSize, grade: Grade = .none, focus: (x: Double, y: Double) = (0.5, 0.5),
        start: Int = 0
    ) throws(FilmError) {
        self.path = path
        self.size = size
        self.grade = grade
        self.focus = focus
        cursor = try FrameCursor(path: path, startingAt: start)
    }

    /// Draws the picture that is on screen at a time; before the clip's start its first, after its end its last.
    ///
    /// - Parameters:
    ///   - time: From the clip's start.
    ///   - canvas: Overwritten entirely; of the film's size.
    /// - Throws: A `FilmError` when frames cannot be converted.
    package func draw(at time: MediaTime, into canvas: Picture) throws(FilmError) {
        cursor.show(at: Int(time.rescaled(to: 1_000_000).ticks))
        do {
            let layout = FrameFitter.Layout(cursor.frame, matrix: cursor.matrix)
            if let direct = layout.direct(cursor.frame, size: size) {
                canvas.copy(direct, grade: grade)
                return
            }
            if fitter?.layout != layout {
                fitter = try FrameFitter(layout, size: size, focus: focus, subject: path)
                fitted = -1
            }
            guard let fitter else { return }
            if fitted != cursor.generation {
                try fitter.fit(cursor.frame)
                fitted = cursor.generation
            }
            canvas.copy(BorrowedPicture(fitter.picture), grade: grade)
        } catch {
            throw error.filmError(remedy: "Choose another clip.")
        }
    }
}
