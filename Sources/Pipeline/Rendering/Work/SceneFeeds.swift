package import Encoding
package import LibAV
internal import Synchronization

/// A packet with the format it is in.
package struct ScenePacket: Sendable {
    /// The scene's video format; the same for every scene of a film.
    package let format: VideoFormat
    /// The packet, in the scene's own times.
    package let packet: VideoPacket

    /// Pairs a packet with its format.
    package init(format: VideoFormat, packet: VideoPacket) {
        self.format = format
        self.packet = packet
    }
}

/// Hands each scene's packets from the worker that encodes them to the publisher, as they are made.
///
/// A scene's feed holds at most that scene's packets: workers start only a bounded number of scenes ahead.
package final class SceneFeeds: Sendable {
    private struct Feed {
        let stream: AsyncStream<ScenePacket>
        let continuation: AsyncStream<ScenePacket>.Continuation
        var sent = 0
        var stills: [SceneStill] = []
    }

    private let feeds = Mutex<[Int: Feed]>([:])

    /// Makes feeds that open when first asked for.
    package init() {}

    /// The packets of a scene, in decoding order; ends when the scene is finished.
    package func packets(of scene: Int) -> AsyncStream<ScenePacket> {
        feeds.withLock { Self.open(scene, in: &$0).stream }
    }

    /// Sends one packet; those that an earlier, failed attempt had sent are not sent twice, since every attempt makes
    /// the same packets.
    ///
    /// - Parameters:
    ///   - packet: The packet.
    ///   - number: Its place in the scene, from 0.
    ///   - scene: The scene's index.
    package func send(_ packet: ScenePacket, number: Int, of scene: Int) {
        feeds.withLock { all in
            guard number >= Self.open(scene, in: &all).sent else { return }
            all[scene]?.sent = number + 1
            all[scene]?.continuation.yield(packet)
        }
    }

    /// Ends a scene's feed.
    ///
    /// - Parameters:
    ///   - scene: The scene's index.
    ///   - stills: Its small pictures.
    package func finish(_ scene: Int, stills: [SceneStill] = []) {
        feeds.withLock { all in
            let feed = Self.open(scene, in: &all)
            all[scene]?.stills = stills
            feed.continuation.finish()
        }
    }

    /// The small pictures of a scene whose feed has ended.
    package func stills(of scene: Int) -> [SceneStill] {
        feeds.withLock { $0[scene]?.stills ?? [] }
    }

    /// Forgets a scene that was published.
    package func forget(_ scene: Int) {
        feeds.withLock { _ = $0.removeValue(forKey: scene) }
    }

    private static func open(_ scene: Int, in feeds: inout [Int: Feed]) -> Feed {
        if let feed = feeds[scene] { return feed }
        let (stream, continuation) = AsyncStream<ScenePacket>.makeStream()
        let feed = Feed(stream: stream, continuation: continuation)
        feeds[scene] = feed
        return feed
    }
}
