internal import Film
internal import LibAV
internal import Pixels

/// How a photo of another shape is shown: in full, over a blurred and darkened copy of itself that fills the frame.
struct Framing {
    /// Below this share of the photo in view, an upright photo is not cropped to fill.
    static let smallestUprightShare = 0.55
    /// Below this share, a long one is not either.
    static let smallestLongShare = 0.3
    /// The most a small photo is enlarged to fill the frame; a smaller one is framed.
    static let largestFilling = 1.5
    /// The share of the frame that the photo's longer fitting side takes when closest.
    static let photoShare = 0.92

    /// The move over the finished plate.
    let move: Move
    private let photo: (x: Int, y: Int, width: Int, height: Int)

    /// Whether a photo is framed rather than cropped to fill.
    static func showsWhole(photo: (width: Int, height: Int), size: PictureSize) -> Bool {
        let (w, h) = (Double(size.width), Double(size.height))
        let (pw, ph) = (Double(photo.width), Double(photo.height))
        let fill = max(w / pw, h / ph)
        if fill > largestFilling { return true }
        let share = min(w / pw, h / ph) / fill
        return pw / ph < w / h ? share < smallestUprightShare : share < smallestLongShare
    }

    /// Plans the frame: a slow zoom over photo and backdrop together.
    init(photo: (width: Int, height: Int), size: PictureSize, seconds: Double, parity: Int) {
        let amount = min(0.1, 0.015 * max(seconds, 0.5))
        let tightest = Move.steadyStep
        let widest = tightest * (1 + amount)
        let margin = 2 * Move.margin
        let plateWidth = Int(((Double(size.width) * widest + margin) / 2).rounded(.up)) * 2
        let plateHeight = Int(((Double(size.height) * widest + margin) / 2).rounded(.up)) * 2
        let window = { (step: Double) in
            Window(
                x: (Double(plateWidth) - Double(size.width) * step) / 2,
                y: (Double(plateHeight) - Double(size.height) * step) / 2, step: step)
        }
        let inwards = parity % 2 == 0
        move = Move(
            plateWidth: plateWidth, plateHeight: plateHeight, start: window(inwards ? widest : tightest),
            end: window(inwards ? tightest : widest))

        let fit =
            tightest
            * min(
                Double(size.width) * Self.photoShare / Double(photo.width),
                Double(size.height) * Self.photoShare / Double(photo.height), Self.largestFilling)
        let width = max(2, Int((Double(photo.width) * fit / 2).rounded()) * 2)
        let height = max(2, Int((Double(photo.height) * fit / 2).rounded()) * 2)
        self.photo = ((plateWidth - width) / 4 * 2, (plateHeight - height) / 4 * 2, width, height)
    }

    /// Composes the plate.
    func plate(_ reader: StillReader, grade: Grade) throws(FilmError) -> Picture {
        let plate = Picture(width: move.plateWidth, height: move.plateHeight)
        // So few pixels that enlarging them is the blur.
        let tinyWidth = move.plateWidth >= move.plateHeight ? 36 : 36 * move.plateWidth / move.plateHeight
        let tiny = Picture(
            width: max(2, tinyWidth / 2 * 2), height: max(2, tinyWidth * move.plateHeight / move.plateWidth / 2 * 2))
        let fill = max(
            Double(tiny.width) / Double(reader.width), Double(tiny.height) / Double(reader.height))
        let whole = try reader.picture(
            width: max(tiny.width, Int((Double(reader.width) * fill / 2).rounded()) * 2),
            height: max(tiny.height, Int((Double(reader.height) * fill / 2).rounded()) * 2), grade: grade)
        tiny.crop(whole, x: (whole.width - tiny.width) / 4 * 2, y: (whole.height - tiny.height) / 4 * 2)
        plate.fillBackdrop(
            tiny, around: (photo.x, photo.y, photo.x + photo.width, photo.y + photo.height))
        plate.place(try reader.picture(width: photo.width, height: photo.height, grade: grade), x: photo.x, y: photo.y)
        return plate
    }
}
