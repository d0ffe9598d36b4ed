/// Something that answers one question, what the picture is at a frame.
///
/// A source is used from one thread. It is a pure function of its description and the frame index, so that any worker
/// can draw any frame; asking in increasing order is fastest (a clip decodes forward), any other order is correct.
package protocol PictureSource: AnyObject {
    /// Draws one frame over the whole canvas.
    ///
    /// - Parameters:
    ///   - index: Frames since the shot's start. May exceed the shot's length (the tail under a dissolve): the source
    ///     goes on moving as long as its material allows, then holds its last picture.
    ///   - canvas: Overwritten entirely, at the film's size.
    /// - Throws: A `FilmError` when the material cannot be read.
    func draw(frame index: Int, into canvas: Picture) throws
}
