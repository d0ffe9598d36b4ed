import Curl
import Platform
import TestSupport
import Testing

/// The guard at the socket: names that lead somewhere else than they did when they were looked at.
@Suite struct RebindingTests {
    @Test(arguments: ["127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]"])
    func refusesANameThatTurnsOutToBePrivate(_ target: String) async throws {
        try await Receiver.running { receiver in
            var settings = HTTPClient.Settings(addressGuard: AddressGuard())
            settings.resolve = ["hooks.example.com:\(receiver.port):\(target)"]
            let client = HTTPClient(settings)
            let url = "http://hooks.example.com:\(receiver.port)/ok"
            try AddressGuard().check(try HTTPAddress(url))
            await #expect {
                try await client.send(OutgoingRequest("POST", url))
            } throws: { error in
                guard case .refused(.special) = error as? HTTPClientError else { return false }
                return true
            }
            #expect(receiver.requests.isEmpty)
        }
    }

    @Test(arguments: ["127.0.0.1.", "localhost", "localhost.", "%31%32%37.0.0.1", "127。0。0。1", "①②⑦.0.0.1"])
    func reachesNothingByAnOddlyWrittenName(_ host: String) async throws {
        try await Receiver.running { receiver in
            let client = HTTPClient(.init(addressGuard: AddressGuard()))
            await #expect(throws: HTTPClientError.self) {
                try await client.send(OutgoingRequest("GET", "http://\(host):\(receiver.port)/ok"))
            }
            #expect(receiver.requests.isEmpty)
        }
    }

    @Test func connectsToTheAddressThatIsAllowedAmongSeveral() async throws {
        try await Receiver.running { receiver in
            let own = try #require(AllowedAddress("127.0.0.1:\(receiver.port)"))
            var settings = HTTPClient.Settings(addressGuard: AddressGuard(allowed: [own]))
            settings.resolve = ["hooks.example.com:\(receiver.port):10.0.0.1,127.0.0.1"]
            let client = HTTPClient(settings)
            let answer = try await client.send(
                OutgoingRequest("POST", "http://hooks.example.com:\(receiver.port)/ok"))
            #expect(answer.head.status == 200)
        }
    }

    @Test func refusesARedirectToAPrivateAddress() async throws {
        try await Receiver.running { receiver in
            let own = try #require(AllowedAddress("127.0.0.1:\(receiver.port)"))
            let client = HTTPClient(.init(addressGuard: AddressGuard(allowed: [own])))
            for target in ["http://169.254.169.254/latest", "http://2130706433:\(receiver.port + 1)/", "http://[::1]/"]
            {
                var request = OutgoingRequest("GET", receiver.base + "/to?" + target)
                request.redirects = 3
                let asked = request
                await #expect {
                    try await client.send(asked)
                } throws: { error in
                    guard case .refused(.special) = error as? HTTPClientError else { return false }
                    return true
                }
            }
        }
    }

    @Test func checksCertificates() async throws {
        try await withScratch { folder in
            let file = folder + "/both.pem"
            let made = try await Subprocess.run(
                .init(
                    "openssl",
                    [
                        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost",
                        "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", file + ".key", "-out", file + ".crt",
                    ]))
            #expect(made.succeeded, "\(made.errorText)")
            try FileSystem.concatenate([file + ".key", file + ".crt"], into: file)
            try await Receiver.running(certificate: file) { receiver in
                let strict = HTTPClient(.init(addressGuard: .off))
                await #expect {
                    try await strict.send(OutgoingRequest("GET", receiver.base + "/ok"))
                } throws: { error in
                    guard case .insecure = error as? HTTPClientError else { return false }
                    return true
                }
                var settings = HTTPClient.Settings(addressGuard: .off)
                settings.certificates = file + ".crt"
                let trusting = HTTPClient(settings)
                let answer = try await trusting.send(OutgoingRequest("GET", receiver.base + "/ok"))
                #expect(answer.head.status == 200)
            }
        }
    }
}
