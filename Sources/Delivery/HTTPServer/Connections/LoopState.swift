internal import FoundationEssentials
internal import NIOCore

/// What the connections of one event loop share.
///
/// Belongs to that loop.
final class LoopState {
    let lane: Lane
    /// Open connections, to tell them that the server is closing.
    private var members: [ObjectIdentifier: any LoopMember] = [:]
    private(set) var isClosing = false
    /// Requests whose handlers are at work.
    var running = 0
    private var names = RequestNames()
    private var standing = ""
    private var standingUntil = NIODeadline.uptimeNanoseconds(0)

    init(lane: Lane) { self.lane = lane }

    /// A fresh name for a request.
    func requestName() -> String { names.next() }

    /// The headers that every answer carries, `Date` and `Server`, renewed about every second.
    func standingHeaders(now: NIODeadline) -> String {
        if now >= standingUntil {
            let time = Date.now.timeIntervalSince1970
            standing = "Date: \(HTTPDate.text(Int(time)))\r\nServer: vitascope\r\n"
            standingUntil = now + .nanoseconds(Int64((1 - time.truncatingRemainder(dividingBy: 1)) * 1e9))
        }
        return standing
    }

    func add(_ member: any LoopMember) {
        members[ObjectIdentifier(member)] = member
        if isClosing { member.serverIsClosing() }
    }

    func remove(_ member: any LoopMember) { members[ObjectIdentifier(member)] = nil }

    /// Tells every connection to end soon.
    func close() {
        isClosing = true
        for member in members.values { member.serverIsClosing() }
    }

    /// Ends every connection now.
    func abort() {
        for member in members.values { member.abort() }
    }
}

/// A connection as its event loop knows it.
protocol LoopMember: AnyObject {
    /// Finishes what is running and takes nothing new.
    func serverIsClosing()
    /// Closes now.
    func abort()
}
