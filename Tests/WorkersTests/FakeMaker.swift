import Film
import Films
import Rendering
import Steps
import Synchronization
import Workers

/// Makes films that consist of nothing, as it is told.
final class FakeMaker: FilmMaker {
    /// What making a film comes to.
    enum Behaviour: Sendable {
        case works
        case fails(any Error)
        /// Waits until it is cancelled.
        case hangs
    }

    private let behaviours: Mutex<[Behaviour]>
    private let made = Mutex<[FilmOrder]>([])

    /// Behaves in order, at last as the last one for ever.
    init(_ behaviours: [Behaviour] = [.works]) { self.behaviours = Mutex(behaviours) }

    /// What it was asked to make.
    var orders: [FilmOrder] { made.withLock { $0 } }

    func plan(_ request: FilmRequest, notice: @escaping @Sendable (String) -> Void) async throws -> Storyboard {
        notice("planned by a fake")
        return Storyboard(
            title: "Fake", brief: request.brief,
            scenes: [Scene(id: "s-1", narration: "One."), Scene(id: "s-2", minimumDuration: 2000)])
    }

    func match(
        _ storyboard: Storyboard, for request: FilmRequest, notice: @escaping @Sendable (String) -> Void
    ) async throws -> Storyboard { storyboard }

    func make(
        _ order: FilmOrder, report: @escaping @Sendable (RenderEvent) -> Void
    ) async throws -> RenderSummary {
        made.withLock { $0.append(order) }
        report(.planned(title: order.storyboard.title, scenes: 2))
        switch behaviours.withLock({ $0.count > 1 ? $0.removeFirst() : $0[0] }) {
        case .works: break
        case .fails(let error): throw error
        case .hangs: try await Task.sleep(for: .seconds(3600))
        }
        for scene in 0..<2 {
            report(.frames(scene: scene, done: 1, total: 2))
            report(.scene(index: scene, seconds: 2, done: scene + 1, total: 2, reused: scene == 1))
            if scene == 0 { report(.playable(playlist: "", seconds: 1)) }
        }
        report(.finishing)
        return RenderSummary(
            film: "", playlist: "", seconds: 4, scenes: 2, reused: 1, firstPlayable: 1, wall: 1, cpu: 1, peakMemory: 1)
    }

    func rest() async {}
}
