internal import Synchronization

/// What the asking task and the loop's thread share of one request.
///
/// The loop puts in the head, then pieces of the body, then the end; the asker takes them out. When the asker is slow
/// the loop is told to pause, so that at most ``highWater`` bytes and one piece wait here.
final class Transfer: Sendable {
    /// Bytes that may wait for the asker.
    static let highWater = 256 << 10

    private struct State {
        var head: ResponseHead?
        var pieces: [[UInt8]] = []
        var waitingBytes = 0
        var isPaused = false
        var end: Result<Void, any Error>?
        var waiter: CheckedContinuation<Void, Never>?
    }

    let number: UInt64
    private let state = Mutex(State())

    init(number: UInt64) { self.number = number }

    // MARK: The loop's side

    func deliver(_ head: ResponseHead) { change { $0.head = head } }

    /// Takes a piece of the body, or, when too much waits, says no: the piece comes again when the asker has caught up.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let isTaken = state.withLock { state in
            guard state.waitingBytes < Self.highWater else {
                state.isPaused = true
                return false
            }
            state.pieces.append(Array(bytes))
            state.waitingBytes += bytes.count
            return true
        }
        if isTaken { wake() }
        return isTaken
    }

    /// Ends it; only the first end counts.
    func finish(_ end: Result<Void, any Error>) {
        change { state in
            if state.end == nil { state.end = end }
        }
    }

    // MARK: The asker's side

    /// Waits for the answer's beginning.
    func head() async throws -> ResponseHead {
        while true {
            let (head, end) = state.withLock { ($0.head, $0.end) }
            if let head { return head }
            if let end {
                try end.get()
                throw HTTPClientError.cut
            }
            await wait { $0.head != nil || $0.end != nil }
        }
    }

    /// The next piece and whether the loop must be told to go on; `nil` at the end.
    func next() async throws -> (piece: [UInt8], resumes: Bool)? {
        while true {
            let (piece, resumes, end) = state.withLock { state -> ([UInt8]?, Bool, Result<Void, any Error>?) in
                guard !state.pieces.isEmpty else { return (nil, false, state.end) }
                let piece = state.pieces.removeFirst()
                state.waitingBytes -= piece.count
                let resumes = state.isPaused && state.waitingBytes < Self.highWater / 2
                if resumes { state.isPaused = false }
                return (piece, resumes, nil)
            }
            if let piece { return (piece, resumes) }
            if let end {
                try end.get()
                return nil
            }
            await wait { !$0.pieces.isEmpty || $0.end != nil }
        }
    }

    private func wait(until isReady: @Sendable (State) -> Bool) async {
        await withCheckedContinuation { continuation in
            // Looked at again under the lock that the loop's thread needs too: no wake-up falls between.
            let isThere = state.withLock { state in
                if isReady(state) { return true }
                state.waiter = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
        wake()
    }

    private func wake() {
        let waiter = state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
