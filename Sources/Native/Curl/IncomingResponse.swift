internal import CCurl

/// The beginning of an answer.
package struct ResponseHead: Sendable, Equatable {
    /// 200 and so on.
    package let status: Int
    /// Header names in lower case, and values, in order.
    package let headers: [Header]

    /// One header.
    package struct Header: Sendable, Equatable {
        /// Lower case.
        package let name: String
        /// Without white space around it.
        package let value: String

        /// Names a header.
        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Names an answer's beginning.
    package init(status: Int, headers: [Header]) {
        self.status = status
        self.headers = headers
    }

    /// The first header of a name, in lower case.
    package subscript(name: String) -> String? { headers.first { $0.name == name }?.value }

    /// How long to wait before asking again (`Retry-After`, RFC 9110 §10.2.3), in seconds.
    ///
    /// - Parameter now: Seconds since 1970, for answers that name a date without saying what time it is there.
    /// - Returns: 0 or more, or `nil` when the header is missing or says neither seconds nor a date.
    package func retryAfter(now: Int64) -> Int64? {
        guard let text = self["retry-after"] else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return Int64(text) ?? .max }
        guard let date = HTTPDate.seconds(text) else { return nil }
        // The server's own clock counts where it is told: then ours may be wrong.
        let there = self["date"].flatMap { HTTPDate.seconds($0) } ?? now
        return max(date - there, 0)
    }
}

/// A whole answer.
package struct IncomingResponse: Sendable, Equatable {
    /// Status and headers.
    package let head: ResponseHead
    /// The body, or its beginning.
    package let body: [UInt8]
    /// Whether the body went on.
    package let isCut: Bool
}

/// Dates in headers.
package enum HTTPDate {
    /// A date in any of HTTP's three notations (RFC 9110 §5.6.7) as seconds since 1970.
    package static func seconds(_ text: String) -> Int64? {
        let time = curl_getdate(text, nil)
        return time < 0 ? nil : Int64(time)
    }
}
