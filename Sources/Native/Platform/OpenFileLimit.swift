internal import Glibc

/// How many descriptors this process may have open.
package enum OpenFileLimit {
    /// Raises the soft limit to the hard one; a service calls it once, before it takes connections.
    ///
    /// - Returns: The limit that now holds.
    @discardableResult
    package static func raise() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            // Beyond a million it costs programs that walk over all descriptors, and nobody has so many connections.
            raised.rlim_cur = max(limit.rlim_cur, min(limit.rlim_max, 1 << 20))
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
