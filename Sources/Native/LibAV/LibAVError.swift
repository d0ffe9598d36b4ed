internal import CLibAV
package import Film

/// A failed libav call: what was being done to what, the library's code, and its own last word on it.
package struct LibAVError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The negative return code (`AVERROR_…`).
    package let code: Int32
    /// What was being done, as a verb phrase ("open", "decode a picture of").
    package let action: String
    /// What it was done to: a file's name, or a plain noun phrase ("the x264 encoder").
    package let subject: String
    /// The last error line that libav logged on this thread during the call; empty when it said nothing.
    package let detail: String

    /// Describes a failure.
    package init(code: Int32, action: String, subject: String, detail: String = "") {
        self.code = code
        self.action = action
        self.subject = subject
        self.detail = detail
    }

    /// Why it failed: libav's log line when there is one, else the code's general meaning.
    package var reason: String {
        if !detail.isEmpty { return detail }
        var text = [CChar](repeating: 0, count: 256)
        guard av_strerror(code, &text, text.count) >= 0 else { return "error \(code)" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The sentence for the user, as in "Cannot open clip.mp4: moov atom not found".
    package var description: String { "Cannot \(action) \(subject): \(reason)." }

    /// True when the disk, a quota or a permission stopped a write.
    package var isOutputFailure: Bool {
        [ENOSPC, EDQUOT, EACCES, EPERM, EROFS, EIO].contains(-code)
    }

    /// The failure as the user is told it.
    package func filmError(_ code: FilmError.Code = .media, remedy: String = "") -> FilmError {
        FilmError(code, description, remedy: remedy)
    }
}

/// The one funnel for libav return codes: passes a non-negative result through, throws on a negative one.
///
/// The call is made inside the funnel, so that a log line left by an earlier call is never taken for its own.
/// - Parameters:
///   - call: The libav call.
///   - action: What it does, as a verb phrase ("open").
///   - subject: What it does it to: a file's name or a plain noun phrase.
/// - Returns: The call's result.
/// - Throws: ``LibAVError`` with libav's last log line.
@discardableResult
package func check(_ call: @autoclosure () -> Int32, _ action: String, _ subject: String) throws(LibAVError) -> Int32 {
    LibAVLog.begin()
    let code = call()
    guard code < 0 else { return code }
    throw LibAVError(code: code, action: action, subject: subject, detail: LibAVLog.lastError)
}

/// The same funnel for calls that answer with a pointer and no code: `nil` means that memory ran out.
///
/// - Parameters:
///   - call: The libav call.
///   - action: What it does, as a verb phrase ("allocate").
///   - subject: What it does it to.
/// - Returns: The pointer.
/// - Throws: ``LibAVError`` with `AVERROR(ENOMEM)`.
package func checkAllocated<Pointer>(
    _ call: @autoclosure () -> Pointer?, _ action: String, _ subject: String
) throws(LibAVError) -> Pointer {
    LibAVLog.begin()
    guard let pointer = call() else {
        throw LibAVError(
            code: clibav_error_no_memory(), action: action, subject: subject, detail: LibAVLog.lastError)
    }
    return pointer
}
