/// Where the thing to be seen lies in a photo or clip, as shares of its width and height from the top left.
package struct Subject: Sendable, Hashable {
    /// Left edge, 0...1.
    package var x: Double
    /// Top edge, 0...1.
    package var y: Double
    /// Width, 0...1.
    package var width: Double
    /// Height, 0...1.
    package var height: Double

    /// Makes a subject's box.
    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The middle of a picture, a little above the centre, where the eye looks first.
    static let middle = Subject(x: 0.35, y: 0.3, width: 0.3, height: 0.3)

    /// The centre's share of the width.
    var centreX: Double { x + width / 2 }
    /// The centre's share of the height.
    var centreY: Double { y + height / 2 }
}
