internal import Film
internal import Pixels

/// Layers that glide over one another; each draws only what no nearer one hides, and keeps only what can be seen.
final class LayerStack {
    private enum Element {
        case fold(Silhouette, speed: Double)
        case drift(MovingShape, speed: Double)
    }

    /// First row from which on the layers cover every column at all times, even.
    let solidRow: Int
    private let elements: [Element]
    private let width: Int
    private let height: Int
    private var limits: [RowLimits] = []

    /// Makes the layers' pictures.
    ///
    /// - Parameters:
    ///   - layers: From back to front.
    ///   - stage: The size.
    ///   - row: They end above this row, even; at the picture's foot when it is `nil`.
    init(_ layers: [Layer], stage: Stage, above row: Int? = nil) {
        width = stage.size.width
        height = row ?? stage.size.height
        let (width, height) = (width, height)
        var end = height
        var elements: [Element] = []
        // What a nearer layer covers at all times need not be there.
        for layer in layers.reversed() {
            switch layer {
            case .drift(let shape, let speed):
                elements.append(.drift(shape, speed: speed))
            case .fold(let fold):
                let profile = Profile(fold.heights, width: width, height: height)
                let last = max(end, profile.firstRow + 2)
                let body = stage.strip(profile.firstRow..<last, fold.body)
                let shadow = fold.shadow.map {
                    Silhouette.Shadow(colour: $0.tone.samples, reach: $0.reach, level: $0.level, lift: $0.lift)
                }
                let rim = fold.rim.map { rim in
                    let lit = min(last, profile.lastRow(ofLight: rim.reach, height: height))
                    return Silhouette.Rim(
                        colour: stage.strip(profile.firstRow..<max(lit, profile.firstRow + 2), rim.colour),
                        reach: rim.reach, level: rim.level)
                }
                elements.append(
                    .fold(
                        Silhouette(
                            profile: profile, body: body, shadow: shadow, rim: rim, width: width, height: height),
                        speed: fold.speed))
                end = min(end, profile.solidRow)
            }
        }
        solidRow = end
        self.elements = elements.reversed()
    }

    /// Moves the layers to where they are at a time.
    ///
    /// - Returns: The rows that they leave free.
    @discardableResult
    func arrange(at seconds: Double) -> RowLimits {
        var free = RowLimits(width: width, height: height)
        var limits: [RowLimits] = []
        for element in elements.reversed() {
            limits.append(free)
            if case .fold(let silhouette, let speed) = element { silhouette.move(by: speed * seconds, hiding: &free) }
        }
        self.limits = limits.reversed()
        self.seconds = seconds
        return free
    }

    private var seconds = 0.0

    /// Draws the layers where they were moved to.
    func draw(onto canvas: Picture) {
        for (element, limits) in zip(elements, limits) {
            switch element {
            case .fold(let silhouette, _): silhouette.draw(onto: canvas, above: limits)
            case .drift(let shape, let speed): shape.draw(onto: canvas, movedBy: speed * seconds, above: limits.lowest)
            }
        }
    }
}
