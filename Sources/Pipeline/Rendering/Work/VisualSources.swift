internal import Film
internal import Footage
internal import Pixels
internal import Scenery

extension Visual {
    /// Makes the source that draws this picture.
    ///
    /// - Parameters:
    ///   - frames: The scene's length.
    ///   - tail: How much longer it may be seen, under a dissolve.
    ///   - work: The scene's looks.
    /// - Returns: A source for the film's size.
    /// - Throws: A `FilmError` naming the file that cannot be used.
    func source(frames: Int, tail: Int, work: PictureWork) throws -> any PictureSource {
        switch self {
        case .photo(let shot):
            let box = shot.subject.flatMap { box in
                box.count == 4 ? Subject(x: box[0], y: box[1], width: box[2], height: box[3]) : nil
            }
            return try PhotoSource(
                path: shot.file.path, size: work.size, frameRate: work.frameRate, frames: frames + tail,
                seed: shot.seed,
                parity: shot.parity, subject: box, grade: .house())
        case .clip(let shot):
            return try ClipSource(
                path: shot.file.path, start: shot.start, size: work.size, frameRate: work.frameRate,
                frames: frames + tail, grade: .house())
        case .scenery(let name, let mood, let seed, let look):
            return SceneryCatalogue.make(
                name: name, words: mood, size: work.size, frameRate: work.frameRate, seed: seed, look: look)
        case .card(let card, let over):
            return try CardSource(
                card: card, background: try over.source(frames: frames, tail: tail, work: work), size: work.size,
                frameRate: work.frameRate, frames: frames, accent: work.accent)
        }
    }
}
