internal import NIOCore
internal import Synchronization

/// Elements on their way from a connection to one reader, with back-pressure: the connection looks at ``wantsMore``
/// before it reads on, and is told when that becomes true.
final class Inbox<Element: Sendable>: Sendable {
    private enum End {
        case complete
        case failed(any Error)
    }

    private struct State {
        var waiting = CircularBuffer<(element: Element, weight: Int)>(initialCapacity: 2)
        var weight = 0
        var end: End?
        var reader: CheckedContinuation<Element?, any Error>?
        var isAsked = false
    }

    private let state = Mutex(State())
    private let limit: Int
    private let onDemand: @Sendable () -> Void

    /// Makes an inbox.
    ///
    /// - Parameters:
    ///   - limit: Weight that may wait; what arrives once it is reached is kept, but no more should be read.
    ///   - onDemand: Called, from anywhere, when more is wanted.
    init(limit: Int, onDemand: @escaping @Sendable () -> Void) {
        self.limit = limit
        self.onDemand = onDemand
    }

    /// Whether the reader has begun to read and little is waiting for it.
    var wantsMore: Bool { state.withLock { $0.isAsked && $0.end == nil && $0.weight < limit } }

    /// Whether more may come, asked for or not.
    var hasRoom: Bool { state.withLock { $0.end == nil && $0.weight < limit } }

    /// The next element; `nil` after the last.
    ///
    /// - Throws: What ``fail(_:)`` was given; `CancellationError` once a reading task was cancelled.
    func next() async throws -> Element? {
        // What is here already is had without leaving the thread.
        let (result, asks) = state.withLock { Self.take(&$0, limit) }
        if asks { onDemand() }
        if let result { return try result.get() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { reader in
                let (result, asks) = state.withLock { Self.take(&$0, limit, or: reader) }
                if let result { reader.resume(with: result) }
                if asks { onDemand() }
            }
        } onCancel: {
            fail(CancellationError())
        }
    }

    /// Gives the reader an element.
    func push(_ element: Element, weight: Int) {
        let reader = state.withLock { state -> CheckedContinuation<Element?, any Error>? in
            guard state.end == nil else { return nil }
            if let reader = state.reader {
                state.reader = nil
                return reader
            }
            state.waiting.append((element, weight))
            state.weight += weight
            return nil
        }
        reader?.resume(returning: element)
    }

    /// Says that everything was pushed.
    func finish() { end(.complete) }

    /// Ends with an error; what is waiting is dropped.
    func fail(_ error: any Error) { end(.failed(error)) }

    private func end(_ end: End) {
        let reader = state.withLock { state -> CheckedContinuation<Element?, any Error>? in
            guard state.end == nil else { return nil }
            state.end = end
            if case .failed = end {
                state.waiting.removeAll()
                state.weight = 0
            }
            defer { state.reader = nil }
            return state.reader
        }
        switch end {
        case .complete: reader?.resume(returning: nil)
        case .failed(let error): reader?.resume(throwing: error)
        }
    }

    /// What the reader gets now, if anything, and whether more should be read from the network; a reader that gets
    /// nothing waits.
    private static func take(
        _ state: inout State, _ limit: Int, or reader: CheckedContinuation<Element?, any Error>? = nil
    ) -> (Result<Element?, any Error>?, asks: Bool) {
        if let first = state.waiting.popFirst() {
            let wasFull = state.weight >= limit
            state.weight -= first.weight
            return (.success(first.element), asks: state.end == nil && wasFull && state.weight < limit)
        }
        switch state.end {
        case .complete: return (.success(nil), asks: false)
        case .failed(let error): return (.failure(error), asks: false)
        case nil: break
        }
        guard let reader else { return (nil, asks: false) }
        // A second reader takes the first one's place; the first is told that it was cut off.
        state.reader?.resume(throwing: CancellationError())
        state.reader = reader
        state.isAsked = true
        return (nil, asks: true)
    }
}
