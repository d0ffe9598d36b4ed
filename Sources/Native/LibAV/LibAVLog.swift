internal import CLibAV
internal import Glibc

/// Keeps libav off standard error and remembers its last error line per thread, for ``LibAVError/detail``.
enum LibAVLog {
    private static let capacity = 512

    /// Installs the log callback, once in the process.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { free($0) }
        av_log_set_callback { context, level, format, arguments in
            guard level <= AV_LOG_ERROR, let format, let arguments, let line = LibAVLog.line() else { return }
            // Continuation lines (without the "[h264 @ 0x…]" prefix) are rare at this level; each line stands alone.
            var prefix: Int32 = 0
            av_log_format_line(context, level, format, arguments, line, Int32(LibAVLog.capacity), &prefix)
        }
        return key
    }()

    /// Forgets the thread's last line; called before every libav call whose failure would be reported.
    static func begin() {
        guard let memory = pthread_getspecific(key) else { return }
        memory.assumingMemoryBound(to: CChar.self).pointee = 0
    }

    /// The last error that libav logged on this thread since ``begin()``, without prefix, line end and full stop.
    static var lastError: String {
        guard let memory = pthread_getspecific(key) else { return "" }
        return clean(String(cString: memory.assumingMemoryBound(to: CChar.self)))
    }

    /// Strips the "[mov,mp4 @ 0x55…] " prefix, whose address would make messages differ from run to run.
    static func clean(_ line: String) -> String {
        var text = Substring(line)
        while text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            text = text[text.index(after: close)...].drop { $0 == " " }
        }
        while let last = text.last, last.isWhitespace || last == "." { text.removeLast() }
        return String(text)
    }

    /// This thread's line buffer, made on first use.
    private static func line() -> UnsafeMutablePointer<CChar>? {
        if let memory = pthread_getspecific(key) { return memory.assumingMemoryBound(to: CChar.self) }
        guard let memory = calloc(1, capacity) else { return nil }
        pthread_setspecific(key, memory)
        return memory.assumingMemoryBound(to: CChar.self)
    }
}
