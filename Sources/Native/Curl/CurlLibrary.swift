internal import CCurl

/// The library itself.
enum CurlLibrary {
    /// Makes it ready; the first call does.
    static func start() { _ = once }

    private static let once: Void = {
        curl_global_init(Int(CURL_GLOBAL_ALL))
        return
    }()
}
