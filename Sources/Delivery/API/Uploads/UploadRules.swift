import Platform

/// How long, how large and for how long.
package struct UploadRules: Sendable {
    /// Bytes that one upload may have.
    package var most: Int
    /// Bytes that must stay free on the disk.
    package var reserve: Int
    /// Seconds that an unfinished upload is kept after its last byte.
    package var unfinished: Int
    /// Seconds that a finished upload is kept.
    package var finished: Int

    /// The house's rules: 8 GiB, half a GiB of reserve, a day, thirty days.
    package init(
        most: Int = 8 << 30, reserve: Int = 1 << 29, unfinished: Int = 86_400, finished: Int = 30 * 86_400
    ) {
        self.most = most
        self.reserve = reserve
        self.unfinished = unfinished
        self.finished = finished
    }

    /// Refuses what is too long or what the disk has no room for.
    func check(length: Int, at folder: String) throws(APIError) {
        guard length <= most else {
            throw APIError(.bodyTooLarge, "The upload has \(length) bytes; at most \(most) are taken.")
        }
        guard let free = Machine.freeDiskBytes(at: folder), free - length < reserve else { return }
        throw APIError(
            .diskFull, "The service's disk has no room for \(length) bytes more. Free space or upload less.",
            retryAfter: 60)
    }

    /// When an upload will be removed, in milliseconds since 1970.
    func expiry(of facts: FileSystem.Facts, isWhole: Bool) -> Int64 {
        facts.modified / 1_000_000 + Int64(isWhole ? finished : unfinished) * 1000
    }
}
