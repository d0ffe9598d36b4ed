internal import CPlatform
internal import Glibc

/// What this process uses and what the machine has.
package enum Machine {
    /// Memory of this process that is in use now, in bytes.
    package static var residentBytes: Int { statusField("VmRSS:") }

    /// The most memory this process has had in use, in bytes.
    ///
    /// Read from the process's own status: `getrusage` would report the peak of whoever started us when that is higher.
    package static var peakResidentBytes: Int { statusField("VmHWM:") }

    /// Processor time this process has used (user and system, all threads), without that of its children.
    package static var processorTime: Duration { time(of: RUSAGE_SELF.rawValue) }

    /// Processor time that ended child processes have used.
    package static var childProcessorTime: Duration { time(of: RUSAGE_CHILDREN.rawValue) }

    /// This process's number.
    package static var processID: Int { Int(getpid()) }

    /// Processors that this process may run on, at least 1.
    package static var coreCount: Int { Int(vs_processor_count()) }

    /// The machine's memory in bytes, or the container's limit where that is lower.
    package static var memoryBytes: Int {
        let physical = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        guard let text = try? FileSystem.readText("/sys/fs/cgroup/memory.max", limit: 64),
            let limit = Int(text.prefix(while: \.isNumber))
        else { return physical }
        return min(physical, limit)
    }

    /// Bytes that can still be written to the disk that holds a path; nil when the path is not there.
    package static func freeDiskBytes(at path: String) -> Int? {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return nil }
        return Int(facts.f_bavail) * Int(facts.f_frsize)
    }

    private static func time(of who: __rusage_who_t) -> Duration {
        var usage = rusage()
        getrusage(who, &usage)
        return .seconds(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + .microseconds(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
    }

    /// A size in the kernel's account of this process, which is in KiB; 0 where there is none.
    private static func statusField(_ name: String) -> Int {
        guard let status = try? FileSystem.readText("/proc/self/status", limit: 1 << 16) else { return 0 }
        for line in status.split(separator: "\n") where line.hasPrefix(name) {
            let digits = line.dropFirst(name.count).drop { !$0.isNumber }.prefix(while: \.isNumber)
            return (Int(digits) ?? 0) * 1024
        }
        return 0
    }
}
