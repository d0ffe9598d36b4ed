import Films
import Synchronization

/// Which revision of a film was asked for last, for some hundreds of films.
final class RecentRevisions: Sendable {
    private static let most = 1024
    private let known = Mutex<[FilmID: Int]>([:])

    /// The revision noted last.
    func revision(of film: FilmID) -> Int? { known.withLock { $0[film] } }

    /// Notes a revision; forgets everything now and then instead of keeping an order.
    func note(_ revision: Int, of film: FilmID) {
        known.withLock { known in
            if known.count >= Self.most { known.removeAll(keepingCapacity: true) }
            known[film] = revision
        }
    }
}
