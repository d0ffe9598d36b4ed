import Platform
import TestSupport
import Testing

@Suite struct `The recogniser of the tests` {
    @Test(.enabled(if: Listener.isThere, "make setup-test brings it"))
    func `hears the words of another program's voice, in order`() async throws {
        try await withScratch { folder in
            let text = "The river carries the light of a hundred cities."
            let spoken = try await Subprocess.run(
                Subprocess.Request("espeak-ng", ["-s", "140", "-w", folder + "/a.wav", text]))
            try #require(spoken.succeeded)
            let words = try #require(try await Listener.words(in: [folder + "/a.wav"]).first)
            let heard = words.map { $0.text.lowercased().filter(\.isLetter) }
            #expect(heard.contains("river") && heard.contains("light") && heard.contains("cities"))
            #expect(zip(words, words.dropFirst()).allSatisfy { $0.start <= $1.start })
        }
    }
}
