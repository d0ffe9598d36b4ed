/// The addresses that are not somebody's on the public internet.
///
/// From the registries of RFC 6890 (<https://www.iana.org/assignments/iana-ipv4-special-registry> and
/// `iana-ipv6-special-registry`). Of IPv6 only 2000::/3 is handed out, so everything outside it is special, which covers
/// loopback, link-local, unique local, multicast, IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96).
enum SpecialAddresses {
    /// Why an address may not be connected to on behalf of a stranger, as a noun; `nil` for a public one.
    static func kind(of address: IPAddress) -> String? {
        switch address {
        case .v4: version4.first { $0.block?.contains(address) ?? false }?.kind
        case .v6:
            if let special = version6.first(where: { $0.block?.contains(address) ?? false }) {
                special.kind
            } else {
                global?.contains(address) == true ? nil : "reserved"
            }
        }
    }

    private struct Entry {
        let block: AddressBlock?
        let kind: String

        init(_ block: String, _ kind: String) {
            self.block = AddressBlock(block)
            self.kind = kind
        }
    }

    private static let global = AddressBlock("2000::/3")

    private static let version4 = [
        Entry("0.0.0.0/8", "unspecified"),
        Entry("10.0.0.0/8", "private"),
        Entry("100.64.0.0/10", "carrier-grade NAT"),
        Entry("127.0.0.0/8", "loopback"),
        Entry("168.63.129.16/32", "a cloud's own"),  // Azure's platform address: public in form, local in effect
        Entry("169.254.0.0/16", "link-local"),
        Entry("172.16.0.0/12", "private"),
        Entry("192.0.0.0/24", "reserved"),
        Entry("192.0.2.0/24", "documentation"),
        Entry("192.88.99.0/24", "6to4 relay"),
        Entry("192.168.0.0/16", "private"),
        Entry("198.18.0.0/15", "benchmarking"),
        Entry("198.51.100.0/24", "documentation"),
        Entry("203.0.113.0/24", "documentation"),
        Entry("224.0.0.0/4", "multicast"),
        Entry("240.0.0.0/4", "reserved"),
    ]

    private static let version6 = [
        Entry("::/128", "unspecified"),
        Entry("::1/128", "loopback"),
        Entry("::ffff:0:0/96", "IPv4-mapped"),
        Entry("::ffff:0:0:0/96", "IPv4-translated"),
        Entry("64:ff9b::/96", "NAT64"),
        Entry("64:ff9b:1::/48", "NAT64"),
        Entry("2001::/23", "reserved"),  // Teredo, ORCHID, benchmarking and other protocols' own
        Entry("2001:db8::/32", "documentation"),
        Entry("2002::/16", "6to4"),
        Entry("3fff::/20", "documentation"),
        Entry("fc00::/7", "private"),
        Entry("fe80::/10", "link-local"),
        Entry("ff00::/8", "multicast"),
    ]
}
