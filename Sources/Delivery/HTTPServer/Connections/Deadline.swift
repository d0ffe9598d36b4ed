internal import NIOCore

/// One connection's deadline: cheap to move, since its timer is only set anew when it fires too early or would fire too
/// late.
///
/// Belongs to one event loop.
final class Deadline {
    private let loop: any EventLoop
    private var end = NIODeadline.distantFuture
    private var timer: Scheduled<Void>?
    private var timerEnd = NIODeadline.distantFuture
    private var onEnd: (() -> Void)?

    init(loop: any EventLoop) { self.loop = loop }

    /// Says what happens at the deadline.
    func onEnd(_ body: @escaping () -> Void) { onEnd = body }

    /// Sets the deadline.
    func set(_ time: Duration, now: NIODeadline = .now()) {
        end = now + TimeAmount(time)
        if timer == nil || timerEnd > end { schedule() }
    }

    /// Takes the deadline away.
    func clear() { end = .distantFuture }

    /// Takes it away for good.
    func stop() {
        clear()
        timer?.cancel()
        timer = nil
        onEnd = nil
    }

    private func schedule() {
        timer?.cancel()
        timerEnd = end
        let bound = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleTask(deadline: end) { bound.value.fire() }
    }

    private func fire() {
        timer = nil
        guard end != .distantFuture else { return }
        guard NIODeadline.now() >= end else { return schedule() }
        end = .distantFuture
        onEnd?()
    }
}
