internal import Film
internal import Pixels

/// A source that draws its pictures itself: calm, and cheap to ask for any frame.
protocol DrawnScenery: PictureSource {}

/// Scenery made of a still ground and layers that glide over it, far ones slowly and near ones faster.
final class LayeredScenery: DrawnScenery {
    private let ground: Picture
    private let layers: LayerStack
    private let frameRate: FrameRate

    /// Makes scenery of a ground and the layers before it, from back to front.
    init(ground: Picture, layers: [Layer], stage: Stage) {
        self.ground = ground
        self.layers = LayerStack(layers, stage: stage)
        frameRate = stage.frameRate
    }

    func draw(frame index: Int, into canvas: Picture) throws {
        canvas.copy(ground, above: layers.arrange(at: frameRate.seconds(before: index)))
        layers.draw(onto: canvas)
    }
}

/// One of a scenery's layers.
enum Layer {
    /// Fills all below an edge.
    case fold(Fold)
    /// A shape of any form, and its speed in pixels a second to the left.
    case drift(MovingShape, speed: Double)
}

/// A layer that fills all below its edge.
struct Fold {
    /// A colour for each place, in picture heights.
    typealias Colouring = (Float, Float) -> Tone

    /// A shadow above the edge, on what lies behind.
    struct Shadow {
        var tone: Tone
        /// Pixels.
        var reach: Float
        /// 0...1.
        var level: Float
        /// Pixels above the edge.
        var lift: Float = 0
    }

    /// Light along the edge.
    struct Rim {
        var colour: Colouring
        /// Pixels.
        var reach: Float
        /// 0...1.
        var level: Float
    }

    /// The edge in pixels from the top, one period.
    var heights: [Float]
    /// Pixels a second to the left.
    var speed: Double
    var body: Colouring
    var shadow: Shadow?
    var rim: Rim?
}
