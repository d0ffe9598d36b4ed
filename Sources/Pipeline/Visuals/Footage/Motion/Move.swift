internal import Film
internal import Pixels

/// One camera move over a photo: where the window stands at the first and the last frame, and the plate it needs.
///
/// One move at a time, a zoom or a pan, eased with a sine at both ends. All lengths are in plate pixels; the plate is
/// the whole photo scaled so that even the tightest window has a little more pixels than are drawn: at one to one, fine
/// texture would pulse as it passes from lying on the plate's pixels to lying between them.
struct Move: Equatable {
    /// Plate pixels that the filter may touch beyond the window.
    static let margin = 4.0
    /// Plate pixels per film pixel wanted in the tightest window; measured: at 1.1 sharpness stays within 1 %.
    static let steadyStep = 1.1
    /// The most a photo's own pixels are enlarged for the sake of a move.
    static let largestEnlargement = 1.15
    /// The most a move changes or crosses in a shot, as a share; long shots move more slowly instead.
    static let largestTravel = 0.24

    /// The plate's width.
    var plateWidth: Int
    /// The plate's height.
    var plateHeight: Int
    /// The window at the first frame.
    var start: Window
    /// The window at the last frame.
    var end: Window

    /// The window at a moment, 0 at the first frame to 1 at the last; beyond them it rests.
    func window(at moment: Double) -> Window {
        let share = Easing.sine(moment)
        guard start.step != end.step else { return .between(start, end, share: share) }
        // A zoom looks even when equal times multiply the scale by equal factors.
        let step = Easing.geometric(from: start.step, to: end.step, share: share)
        var window = Window.between(start, end, share: (step - start.step) / (end.step - start.step))
        window.step = step
        return window
    }

    /// Plans a move over a photo that fills the frame.
    ///
    /// - Parameters:
    ///   - photo: The photo's size in pixels as shown.
    ///   - size: The film's size.
    ///   - seconds: The shot's length.
    ///   - seed: Decides kind and speed.
    ///   - parity: Even or odd place in the film: decides the direction, so that neighbours differ.
    ///   - subject: What to keep in the middle.
    /// - Returns: The move.
    static func filling(
        photo: (width: Int, height: Int), size: PictureSize, seconds: Double, seed: UInt64, parity: Int,
        subject: Subject
    ) -> Move {
        var random = SeededRandom(seed: seed, for: "move")
        let (w, h) = (Double(size.width), Double(size.height))
        let (pw, ph) = (Double(photo.width), Double(photo.height))
        // How much of the photo lies outside a window that fills the frame, as shares of the window.
        let fill = max(w / pw, h / ph)
        let spareAcross = pw * fill / w - 1
        let spareDown = ph * fill / h - 1
        // What the photo's own pixels allow on top, without enlarging it more than a little.
        let room = max(0, min(largestTravel, largestEnlargement / fill - 1))

        let forward = parity % 2 == 0
        let speed = 0.018 + 0.014 * Double(random.next() >> 40) / Double(1 << 24)
        let travel = min(largestTravel, speed * max(seconds, 0.5))
        let dice = random.next() % 100
        let longSpare = max(spareAcross, spareDown)
        if longSpare > 0.25 ? dice < 75 : longSpare > 0.1 && dice < 40 {
            return pan(
                size, pw, ph, fill: fill, across: spareAcross >= spareDown, travel: min(travel * 1.2, longSpare),
                forward: forward, subject: subject)
        }
        return zoom(size, pw, ph, fill: fill, amount: min(travel, room), inwards: forward, subject: subject)
    }

    private static func zoom(
        _ size: PictureSize, _ pw: Double, _ ph: Double, fill: Double, amount: Double, inwards: Bool,
        subject: Subject
    ) -> Move {
        // A long zoom gives some steadiness for its length.
        let tightest = min(steadyStep, Resampler.largestStep / (1 + amount) * 0.995)
        let plate = plateSize(size, pw, ph, scale: fill * (1 + amount) * tightest, step: tightest * (1 + amount))
        let wide = window(size, plate, step: tightest * (1 + amount), subject: subject)
        let tight = window(size, plate, step: tightest, subject: subject)
        return Move(
            plateWidth: plate.0, plateHeight: plate.1, start: inwards ? wide : tight, end: inwards ? tight : wide)
    }

    private static func pan(
        _ size: PictureSize, _ pw: Double, _ ph: Double, fill: Double, across: Bool, travel: Double, forward: Bool,
        subject: Subject
    ) -> Move {
        let step = steadyStep
        let plate = plateSize(size, pw, ph, scale: fill * step, step: step)
        let centre = window(size, plate, step: step, subject: subject)
        let (w, h) = (Double(size.width) * step, Double(size.height) * step)
        var (start, end) = (centre, centre)
        if across {
            let distance = min(travel * w, Double(plate.0) - w - 2 * margin)
            start.x = clamp(centre.x - distance / 2, margin, Double(plate.0) - w - margin - distance)
            end.x = start.x + distance
        } else {
            let distance = min(travel * h, Double(plate.1) - h - 2 * margin)
            start.y = clamp(centre.y - distance / 2, margin, Double(plate.1) - h - margin - distance)
            end.y = start.y + distance
        }
        return Move(
            plateWidth: plate.0, plateHeight: plate.1, start: forward ? start : end, end: forward ? end : start)
    }

    /// The plate's whole, even size for a scale of the photo, never smaller than a window of `step` and its margins.
    private static func plateSize(
        _ size: PictureSize, _ pw: Double, _ ph: Double, scale: Double, step: Double
    ) -> (Int, Int) {
        let (w, h) = (Double(size.width) * step, Double(size.height) * step)
        let needed = max(scale, (w + 2 * margin) / pw, (h + 2 * margin) / ph)
        return (Int((pw * needed / 2).rounded(.up)) * 2, Int((ph * needed / 2).rounded(.up)) * 2)
    }

    /// The window of a step that shows the subject best: a little above the middle, as far as the plate reaches.
    private static func window(_ size: PictureSize, _ plate: (Int, Int), step: Double, subject: Subject) -> Window {
        let (w, h) = (Double(size.width) * step, Double(size.height) * step)
        // Captions cover the lower part, in tall films from below the middle.
        let height = size.orientation == .tall ? 0.4 : 0.46
        return Window(
            x: clamp(subject.centreX * Double(plate.0) - w / 2, margin, Double(plate.0) - w - margin),
            y: clamp(subject.centreY * Double(plate.1) - h * height, margin, Double(plate.1) - h - margin),
            step: step)
    }

    private static func clamp(_ value: Double, _ low: Double, _ high: Double) -> Double {
        low > high ? (low + high) / 2 : min(max(value, low), high)
    }
}
