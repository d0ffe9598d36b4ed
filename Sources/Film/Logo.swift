/// A mark of the film's owner that stays in one corner of the picture.
package struct Logo: Sendable, Hashable, Codable {
    /// Where it stands.
    package enum Corner: String, Sendable, CaseIterable, Codable {
        case topLeft = "top-left"
        case topRight = "top-right"
        case bottomLeft = "bottom-left"
        case bottomRight = "bottom-right"
    }

    /// The picture's path; its transparency is kept.
    package var file: String
    /// Where it stands.
    package var corner: Corner

    /// Names a logo; it stands at the top right, away from captions, unless told otherwise.
    package init(file: String, corner: Corner = .topRight) {
        self.file = file
        self.corner = corner
    }
}
