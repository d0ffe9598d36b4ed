internal import NIOCore

/// Takes a client's bytes apart into requests (RFC 9112), strictly.
///
/// NIO's own decoder is not used: it joins folded headers, stops at any `Upgrade` header, and bounds neither the first
/// line nor the number of headers. What two parties could read differently is refused here.
struct RequestParser {
    /// What came next.
    enum Event {
        case head(RequestHead)
        case body(ByteBuffer)
        case end
        /// The bytes end in the middle of something.
        case needsMore
    }

    private enum State {
        case head
        case sized(left: Int)
        case chunked(ChunkParser)
        case end
    }

    private let limits: Limits
    private var state = State.head
    private var search: HeadSearch

    init(limits: Limits) {
        self.limits = limits
        search = HeadSearch(limits: limits)
    }

    /// Bytes of the current body that are still to come, where that is known.
    var bodyLeft: Int? {
        switch state {
        case .sized(let left): left
        case .chunked: nil
        case .head, .end: 0
        }
    }

    /// Takes the next event out of the bytes.
    ///
    /// - Throws: `HTTPProblem` when they are not HTTP; the connection is then of no further use.
    mutating func next(_ bytes: inout ByteBuffer) throws(HTTPProblem) -> Event {
        switch state {
        case .head:
            guard let length = try search.end(of: &bytes) else { return .needsMore }
            let head = try HeadParser.parse(&bytes, length: length, limits: limits)
            search = HeadSearch(limits: limits)
            switch head.framing {
            case .none, .length(0): state = .end
            case .length(let length): state = .sized(left: length)
            case .chunked: state = .chunked(ChunkParser())
            }
            return .head(head)
        case .sized(let left):
            guard let piece = bytes.readSlice(length: min(left, bytes.readableBytes)), piece.readableBytes > 0 else {
                return .needsMore
            }
            state = left == piece.readableBytes ? .end : .sized(left: left - piece.readableBytes)
            return .body(piece)
        case .chunked(var parser):
            let event = try parser.next(&bytes)
            switch event {
            case .end: state = .head
            default: state = .chunked(parser)
            }
            return event
        case .end:
            state = .head
            return .end
        }
    }
}
