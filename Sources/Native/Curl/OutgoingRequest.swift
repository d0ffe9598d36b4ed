/// One request to another server.
package struct OutgoingRequest: Sendable {
    /// GET, POST and so on.
    package var method = "GET"
    /// Where to.
    package var url: String
    /// Header names and values, in order.
    package var headers: [(name: String, value: String)] = []
    /// What is sent; `nil` for no body.
    package var body: [UInt8]?
    /// How long connecting may take, name lookup and TLS included.
    package var connectTimeout = Duration.seconds(10)
    /// How long everything may take; `nil` for as long as it takes.
    package var timeout: Duration? = .seconds(30)
    /// How long the server may send nothing at all, in whole seconds; `nil` for as long as it likes.
    package var silence: Duration?
    /// How many redirects are followed, each looked at anew; only GET and HEAD are.
    package var redirects = 0

    /// Asks for an address; the rest can be set afterwards.
    package init(_ method: String = "GET", _ url: String) {
        self.method = method
        self.url = url
    }

    /// Whether a header's name and value can be sent: a token (RFC 9110 §5.6.2), and no line ends or zeros.
    static func isSendable(name: String, value: String) -> Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || marks.contains($0)
        }
        return isToken && !name.isEmpty && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
