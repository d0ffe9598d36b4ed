import API
import Testing

@testable import VitascopeCommands

@Suite struct StoryboardChangeTests {
    @Test(arguments: [
        (#"{"a":1,"b":2}"#, #"{"a":1,"b":2}"#, "{}"), (#"{"a":1,"b":2}"#, #"{"a":3,"b":2}"#, #"{"a":3}"#),
        (#"{"a":1,"b":2}"#, #"{"b":2}"#, #"{"a":null}"#),
        (#"{"v":{"id":"x","speed":2}}"#, #"{"v":{"id":"x"}}"#, #"{"v":{"speed":null}}"#),
        (#"{"v":{"id":"x"}}"#, #"{"v":"x"}"#, #"{"v":"x"}"#),
        (#"{"s":[{"a":1},{"b":2}]}"#, #"{"s":[{"b":2}]}"#, #"{"s":[{"b":2}]}"#),
    ]) func tellsOnlyWhatDiffers(_ old: String, _ new: String, _ expected: String) throws {
        let patch = StoryboardChange.patch(from: try JSONValue(Array(old.utf8)), to: try JSONValue(Array(new.utf8)))
        #expect(String(decoding: patch.canonicalBytes, as: UTF8.self) == expected)
    }
}
