internal import Film
internal import Pixels

/// A source that draws its pictures itself: calm, and cheap to ask for any frame.
protocol DrawnScenery: PictureSource {}

/// Scenery made of a still ground and silhouettes that glide over it, far ones slowly and near ones faster.
final class LayeredScenery: DrawnScenery {
    /// A silhouette and its speed.
    struct Layer {
        var shape: MovingShape
        /// Pixels a second to the left.
        var speed: Double
    }

    private let ground: Picture
    private let layers: [Layer]
    private let frameRate: FrameRate
    private let reach: Int

    /// Makes scenery of a ground and the layers before it, from back to front.
    init(ground: Picture, layers: [Layer], frameRate: FrameRate) {
        self.ground = ground
        self.layers = layers
        self.frameRate = frameRate
        reach = layers.map(\.shape.solidRow).min() ?? ground.height
    }

    func draw(frame index: Int, into canvas: Picture) throws {
        let seconds = frameRate.seconds(before: index)
        canvas.copyRows(of: ground, 0..<reach)
        // What a nearer layer covers for certain is not drawn.
        var limit = canvas.height
        var limits = [Int](repeating: 0, count: layers.count)
        for position in layers.indices.reversed() {
            limits[position] = limit
            limit = min(limit, layers[position].shape.solidRow)
        }
        for (layer, limit) in zip(layers, limits) {
            layer.shape.draw(onto: canvas, movedBy: layer.speed * seconds, above: limit)
        }
    }
}
