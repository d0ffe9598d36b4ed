/// Room for the one line that the C façade writes about a failure.
struct FailureText {
    private var bytes = [CChar](repeating: 0, count: 512)

    /// Calls the façade with the room's address and size.
    mutating func fill<Result>(_ body: (UnsafeMutablePointer<CChar>?, Int) -> Result) -> Result {
        bytes.withUnsafeMutableBufferPointer { body($0.baseAddress, $0.count) }
    }

    /// What was written, up to the first line's end.
    var text: String {
        let written = bytes.prefix { $0 != 0 && $0 != 10 }
        return String(decoding: written.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
