import Curl
import Testing

@Suite struct AddressGuardTests {
    private let guarded = AddressGuard()

    @Test(arguments: [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://017700000001/", "http://0/", "http://0.0.0.0/",
        "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/",
        "http://100.100.100.200/", "http://169.254.169.254/latest/meta-data/", "http://168.63.129.16/",
        "http://192.0.0.170/", "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.9/",
        "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/",
        "http://255.255.255.255/", "http://[::]/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[::ffff:0:127.0.0.1]/", "http://[fe80::1]/",
        "http://[fc00::1]/", "http://[fd12:3456::1]/", "http://[ff02::1]/", "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::808:808]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001::1]/",
        "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[100::1]/", "http://[5f00::1]/",
    ]) func refusesAddressesThatAreNotPublic(_ text: String) throws {
        #expect {
            try guarded.check(try HTTPAddress(text))
        } throws: { error in
            if case .special = error as? AddressRefusal { true } else { false }
        }
    }

    @Test(arguments: [
        "https://example.com/hook", "http://8.8.8.8/", "https://[2606:4700::1111]/x?y=z", "https://example.com:8443/",
        "https://xn--bcher-kva.example/", "http://172.32.0.1/", "http://100.128.0.1/", "http://11.0.0.1/",
    ]) func letsPublicAddressesThrough(_ text: String) throws {
        try guarded.check(try HTTPAddress(text))
    }

    @Test(arguments: [
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)", "example.com",
        "//example.com/", "http://", "", "http://exa mple.com/", "http://example.com/\r\nX: y",
        "http://example.com:0/", "http://example.com:99999/", "unix:/var/run/docker.sock",
        "http://" + String(repeating: "a", count: 5000) + "/",
    ]) func refusesWhatIsNoWebAddress(_ text: String) {
        #expect(throws: AddressRefusal.malformed) { try HTTPAddress(text) }
    }

    @Test(arguments: ["http://user@example.com/", "http://user:pass@example.com/", "https://:pass@example.com/"])
    func refusesCredentials(_ text: String) throws {
        let address = try HTTPAddress(text)
        #expect(throws: AddressRefusal.credentials) { try guarded.check(address) }
    }

    @Test(arguments: [1, 21, 22, 25, 110, 143, 445, 993, 2049, 6000, 6379, 6667, 10_250, 11_211])
    func refusesPortsOfOtherProtocols(_ port: Int) throws {
        let address = try HTTPAddress("http://example.com:\(port)/")
        #expect(throws: AddressRefusal.port(port)) { try guarded.check(address) }
    }

    @Test func refusesPlainTextWhereTLSIsAskedFor() throws {
        let strict = AddressGuard(needsTLS: true)
        #expect(throws: AddressRefusal.plain) { try strict.check(try HTTPAddress("http://example.com/")) }
        try strict.check(try HTTPAddress("https://example.com/"))
    }

    @Test func exceptsExactlyWhatTheOperatorNamed() throws {
        let texts = ["127.0.0.1:9000", "10.1.0.0/16", "[fd00::1]:8080", "fd12::/32", "receiver.internal:7000"]
        let own = AddressGuard(allowed: texts.compactMap { AllowedAddress($0) })
        for fine in [
            "http://127.0.0.1:9000/", "http://10.1.2.3/", "http://10.1.2.3:22/", "http://[fd00::1]:8080/",
            "http://[fd12::9]/", "http://receiver.internal:7000/", "http://RECEIVER.internal:7000/",
        ] { try own.check(try HTTPAddress(fine)) }
        for wrong in [
            "http://127.0.0.1:9001/", "http://127.0.0.2:9000/", "http://10.2.0.1/", "http://[fd00::1]:8081/",
            "http://[::ffff:127.0.0.1]:9000/", "http://receiver.internal:22/",
        ] { #expect(throws: AddressRefusal.self, "\(wrong)") { try own.check(try HTTPAddress(wrong)) } }
    }

    @Test(arguments: ["", ":", "300.1.1.1", "10.0.0.0/33", "a b", "host:0", "host:70000", "[::1", "1.2.3.4:x", "*"])
    func takesNoExceptionThatItCannotRead(_ text: String) {
        #expect(AllowedAddress(text) == nil)
    }

    @Test func looksAtEverythingThatANameResolvesTo() async throws {
        await #expect(throws: AddressRefusal.special("loopback")) { try await guarded.vet("http://localhost:8080/") }
        await #expect(throws: AddressRefusal.unresolvable) { try await guarded.vet("http://no-such-host.invalid/") }
        let own = AddressGuard(allowed: ["localhost:8080"].compactMap { AllowedAddress($0) })
        let vetted = try await own.vet("http://localhost:8080/x")
        #expect(vetted.path == "/x")
    }

    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("2606:4700:0:0:0:0:0:1111", "2606:4700::1111"),
    ]) func writesAddressesInTheirShortestForm(_ text: String, _ expected: String) {
        #expect(IPAddress(text)?.description == expected)
    }
}
