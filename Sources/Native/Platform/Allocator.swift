internal import CPlatform

/// The C library's allocator.
package enum Allocator {
    /// Gives pictures back to the system as soon as they are freed.
    ///
    /// glibc raises its threshold for `mmap` with every large block that is freed, after which pictures are cut from
    /// arenas that never shrink: a film of photographs then peaks at twice the memory it uses. Fixed thresholds keep
    /// blocks from 1 MB on out of the arenas, and two arenas are enough for our few threads. Call before threads start.
    package static func keepLean() { vs_keep_allocator_lean(1 << 20, 2) }

    /// Gives what was freed back to the system; worth its milliseconds when a process falls idle.
    package static func giveBack() { vs_give_memory_back() }
}
