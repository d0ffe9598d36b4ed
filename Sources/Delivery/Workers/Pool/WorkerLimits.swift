/// What a process's film workers may take.
package struct WorkerLimits: Sendable, Equatable {
    /// Films in flight at once.
    package var films = 12
    /// Bytes of memory for films in flight.
    package var memory: Int64 = .max
    /// Bytes of the disk that stay free: no film is taken up that would need them.
    package var freeDisk: Int64 = 500_000_000
    /// Seconds that one scene may be drawn, pauses not counted.
    package var sceneDeadline = 900.0
    /// How often leases are renewed.
    package var heartbeat = Duration.seconds(5)

    /// The house's limits.
    package init() {}
}
