import Platform
import TestSupport

/// Runs a body with a folder on a disk of its own of 64 KiB; false when this user may not mount one.
///
/// - Parameters:
///   - isReadOnly: Whether it can be written to.
///   - body: What to do there.
/// - Returns: Whether the body ran.
/// - Throws: What the body throws.
func withSmallDisk(isReadOnly: Bool = false, _ body: (String) async throws -> Void) async throws -> Bool {
    try await withScratch { folder in
        let options = "size=64k" + (isReadOnly ? ",ro" : "")
        let mounted = try await Subprocess.run(
            Subprocess.Request("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]))
        guard mounted.succeeded else { return false }
        do {
            try await body(folder)
        } catch {
            _ = try await Subprocess.run(Subprocess.Request("umount", ["-l", folder]))
            throw error
        }
        _ = try await Subprocess.run(Subprocess.Request("umount", ["-l", folder]))
        return true
    }
}
