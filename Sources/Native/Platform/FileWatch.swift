internal import Glibc

/// Notices that a file was written to by looking at its size and time of change now and then.
///
/// A look costs one wake-up of one thread and one question to the kernel, some 20 microseconds together: less than
/// any timer of a queue or of the concurrency runtime.
package enum FileWatch {
    /// Begins to look.
    ///
    /// - Parameters:
    ///   - path: The file; it need not be there.
    ///   - interval: How often, in milliseconds.
    ///   - body: Called after every look, on a thread of the watch's own, with whether the file may have changed; it ends
    ///     the watch by returning false. A change is told twice, for the file's time is only as fine as the kernel's tick.
    /// - Returns: False when the system gave no thread.
    package static func start(_ path: String, every interval: Int, _ body: @escaping @Sendable (Bool) -> Bool) -> Bool {
        startThread("file-watch") {
            var last = FileSystem.facts(path)
            var wasChanged = true
            while true {
                poll(nil, 0, Int32(clamping: interval))
                let facts = FileSystem.facts(path)
                let isChanged = facts != last
                last = facts
                guard body(isChanged || wasChanged) else { return {} }
                wasChanged = isChanged
            }
        } == nil
    }
}
