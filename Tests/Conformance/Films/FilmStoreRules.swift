/// What every film store must do.
package enum FilmStoreRules {
    /// All rules.
    package static let all = asking + listing + working + giving + trying + timing + watching + keeping + stepping
    /// Rules of stores that more than one process may open, and that outlive them.
    package static let shared = sharing
}
