import API
import FoundationEssentials
import NIOCore
import Testing

@Suite("JSON in and out") struct JSONTests {
    @Test(
        "what is written is read by the library as it was",
        arguments: [
            "", "plain", "\"quoted\" \\ back", "line\nend\r\t", "\u{0}\u{1}\u{1F}\u{7F}", "Grüße 東京 👩‍👩‍👧",
            "</script>", "\u{2028}\u{2029}",
        ])
    func texts(_ text: String) throws {
        let bytes = JSONWriter.bytes { $0.array { $0.value(text) } }
        let read = try JSONDecoder().decode([String].self, from: Data(bytes.readableBytesView))
        #expect(read == [text])
    }

    @Test("commas stand between values and nowhere else")
    func commas() {
        let bytes = JSONWriter.bytes { writer in
            writer.object { writer in
                writer.field("a", 1)
                writer.object("b") { _ in }
                writer.array("c") { writer in
                    writer.value(true)
                    writer.null()
                    writer.object { $0.field("d", nil as String?) }
                    writer.array { _ in }
                }
                writer.field("e", literal: "x")
                writer.field("f", -0.5)
            }
        }
        #expect(String(buffer: bytes) == #"{"a":1,"b":{},"c":[true,null,{"d":null},[]],"e":"x","f":-0.5}"#)
    }

    @Test("numbers keep their value, and what JSON cannot hold is null")
    func numbers() {
        let bytes = JSONWriter.bytes { writer in
            writer.array { writer in
                for number in [0.1 + 0.2, 1e20, -3, 1.0 / 3, .infinity, .nan] { writer.value(number) }
                writer.value(UInt64.max)
                writer.value(Int64.min)
            }
        }
        #expect(
            String(buffer: bytes)
                == "[0.3,1e+20,-3,0.333333,null,null,18446744073709551615,-9223372036854775808]")
    }

    @Test("values of every kind are read, and written again with sorted keys")
    func values() throws {
        let text = #"{"b":[1,-2.5,18446744073709551615,true,null],"a":{"x":"y"}}"#
        let value = try JSONValue(Array(text.utf8))
        #expect(value["b"]?[2] == .large(.max))
        #expect(
            String(decoding: value.canonicalBytes, as: UTF8.self)
                == #"{"a":{"x":"y"},"b":[1,-2.5,18446744073709551615,true,null]}"#)
    }

    @Test(
        "a text that is not JSON is refused with its place",
        arguments: [
            ("", "empty"), ("{", "line 1"), ("{\"a\": 1,}", "comma too many"), ("[1 2]", "comma or ] is missing"),
            ("{\"a\": tru}", "line 1, column 7"), ("\u{FF}", "not valid JSON"),
        ])
    func broken(_ text: String, _ words: String) {
        let error = #expect(throws: APIError.self) { _ = try JSONValue(Array(text.utf8)) }
        #expect(error?.code == "invalid_json")
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test("nesting without end is refused, not followed", arguments: [101, 510, 200_000])
    func depth(_ count: Int) {
        let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
        let error = #expect(throws: APIError.self) { _ = try JSONValue(Array(text.utf8)) }
        #expect(error?.message.contains("100 levels") == true)
    }

    @Test("brackets within texts are no nesting")
    func brackets() throws {
        let text = String(repeating: "[", count: 500)
        #expect(try JSONValue(Array("[\"\\\"\(text)\"]".utf8)) == .list([.text("\"" + text)]))
    }
}
