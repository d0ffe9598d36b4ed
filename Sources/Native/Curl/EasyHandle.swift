internal import CCurl

/// One transfer's handle in libcurl, freed with this value together with the lists that it borrows.
struct EasyHandle: ~Copyable {
    /// libcurl's handle.
    let raw: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// Makes a handle; `nil` when there is no memory.
    init?() {
        CurlLibrary.start()
        guard let raw = curl_easy_init() else { return nil }
        self.raw = raw
    }

    deinit {
        curl_easy_cleanup(raw)
        for list in lists { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ value: Int) { _ = ccurl_set_long(raw, option, value) }

    func set(_ option: CURLoption, _ value: Bool) { _ = ccurl_set_long(raw, option, value ? 1 : 0) }

    /// Sets a text, which libcurl copies; false when it refuses it.
    @discardableResult
    func set(_ option: CURLoption, _ value: String) -> Bool { ccurl_set_text(raw, option, value) == CURLE_OK }

    func set(_ option: CURLoption, _ value: Duration) {
        let parts = value.components
        // At least a millisecond: 0 would mean "for ever".
        set(option, max(Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000), 1))
    }

    /// Sets a list of texts, which this value keeps for as long as libcurl needs them.
    mutating func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values { list = curl_slist_append(list, value) ?? list }
        guard let list else { return }
        lists.append(list)
        _ = ccurl_set_pointer(raw, option, list)
    }

    /// Sets the bytes to send, which libcurl copies.
    func set(body: [UInt8]) {
        _ = ccurl_set_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        guard !body.isEmpty else {
            // No bytes still need an address: without one libcurl would ask for them later.
            set(CURLOPT_COPYPOSTFIELDS, "")
            return
        }
        body.withUnsafeBytes { _ = ccurl_set_pointer(raw, CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
    }

    /// A figure of the transfer; 0 when there is none.
    func figure(_ info: CURLINFO) -> Int {
        var value: curl_off_t = 0
        return ccurl_get_offset(raw, info, &value) == CURLE_OK ? Int(value) : 0
    }
}
