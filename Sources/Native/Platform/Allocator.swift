internal import CPlatform

/// The C library's allocator.
package enum Allocator {
    /// Gives pictures back to the system as soon as they are freed.
    ///
    /// glibc raises its threshold for `mmap` with every large block that is freed, after which pictures are cut from
    /// arenas that never shrink: a film of photographs then peaks at twice the memory it uses. Fixed thresholds keep
    /// blocks from 1 MB on out of the arenas, and two arenas are enough for our few threads. Call before threads start.
    package static func keepLean() { vs_keep_allocator_lean(1 << 20, 2) }

    /// Gives back to the system what an idle process does not need: what was freed, and its pages of programs' code,
    /// which lie in the page cache anyway and come back from there, a few milliseconds' worth, when they are run again.
    package static func giveBack() {
        vs_give_memory_back()
        // One line a mapping: range, rights, offset, device, number, path (proc(5)). Code is never written to, so its
        // pages hold nothing but the file's.
        guard let maps = try? FileSystem.readText("/proc/self/maps") else { return }
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5)
            guard fields.count == 6, fields[1] == "r-xp", fields[5].contains("/") else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, ends[0] < ends[1] else { continue }
            vs_forget_pages(ends[0], ends[1] - ends[0])
        }
    }
}
