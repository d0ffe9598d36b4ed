internal import NIOCore
internal import Platform

/// An open file while it is being sent; it is closed with the last reference.
///
/// Belongs to one event loop.
final class ServedFile {
    let handle: NIOFileHandle
    let facts: OpenedFile

    init(_ facts: OpenedFile) {
        self.facts = facts
        handle = NIOFileHandle(descriptor: facts.descriptor)
    }

    /// The file's length now; 0 when that cannot be had.
    var size: Int {
        (try? handle.withUnsafeFileDescriptor { FileSystem.size(ofDescriptor: $0) }) ?? 0
    }

    deinit { try? handle.close() }

    /// Tells this state of the file from every other: a strong validator (RFC 9110 §8.8.1).
    ///
    /// A replaced file has another number, one written in place another size or time.
    var entityTag: String {
        let hex = [facts.inode, UInt64(facts.size), UInt64(bitPattern: facts.modified)].map { String($0, radix: 16) }
        return "\"\(hex.joined(separator: "-"))\""
    }

    /// When the file changed, in whole seconds since 1970.
    var modifiedSeconds: Int { Int(facts.modified / 1_000_000_000) }
}
