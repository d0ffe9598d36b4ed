internal import Film

/// What a picture that is relevant loses because it does not suit the film's frame or the scene's length.
enum Fit {
    /// The loss, 0...0.45.
    ///
    /// - Parameters:
    ///   - item: The picture.
    ///   - size: The film's size.
    ///   - needed: How long the picture stays, in milliseconds.
    /// - Returns: What is taken off its relevance.
    static func loss(_ item: FootageItem, in size: PictureSize, needed: Int) -> Double {
        let film = Double(size.width) / Double(size.height)
        let picture = Double(item.width) / Double(item.height)
        // How much of the picture is left when it fills the frame; a photo pans over some of the rest.
        let kept = min(film, picture) / max(film, picture)
        var loss = 0.15 * (1 - kept)
        // How much it is blown up then.
        let scale = max(Double(size.width) / Double(item.width), Double(size.height) / Double(item.height))
        if scale > 1 { loss += 0.1 * min(1, (scale - 1) / 2) }
        if item.kind == .clip, needed > 0, item.duration < needed {
            loss += 0.2 * (1 - Double(item.duration) / Double(needed))
        }
        return loss
    }

    /// Where in a clip the shot starts, in milliseconds: a quarter into what is to spare, past fades and slates.
    static func start(_ item: FootageItem, needed: Int) -> Int {
        item.kind == .clip ? max(0, item.duration - needed) / 4 : 0
    }
}
