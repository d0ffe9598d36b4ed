import Film
import FoundationEssentials
import Testing

/// The published schema and the code must describe the same document.
@Suite("The storyboard schema")
struct SchemaTests {
    /// Any JSON value.
    private enum Value: Decodable {
        case object([String: Value])
        case list([Value])
        case text(String)
        case number(Double)
        case flag(Bool)
        case null

        init(from decoder: any Decoder) throws {
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                self = .null
            } else if let value = try? single.decode(Bool.self) {
                self = .flag(value)
            } else if let value = try? single.decode(Double.self) {
                self = .number(value)
            } else if let value = try? single.decode(String.self) {
                self = .text(value)
            } else if let value = try? single.decode([Value].self) {
                self = .list(value)
            } else {
                self = .object(try single.decode([String: Value].self))
            }
        }

        subscript(key: String) -> Value {
            if case .object(let members) = self { members[key] ?? .null } else { .null }
        }
        var keys: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }
        var texts: [String] {
            guard case .list(let values) = self else { return [] }
            return values.compactMap { if case .text(let text) = $0 { text } else { nil } }
        }
        var double: Double? { if case .number(let number) = self { number } else { nil } }
    }

    private func schema() throws -> Value {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "docs/storyboard.schema.json"))
        return try JSONDecoder().decode(Value.self, from: data)
    }

    /// The keys that the code itself says are known at a place.
    private func knownKeys(_ text: String) -> Set<String> {
        do {
            _ = try StoryboardFile.decode(Array(text.utf8))
            return []
        } catch {
            let list = error.remedy.replacing("Known keys are ", with: "").replacing(".", with: "")
                .replacing(" and ", with: ", ")
            return Set(list.split(separator: ", ").map(String.init))
        }
    }

    @Test("knows the same keys as the code")
    func keys() throws {
        let schema = try schema()
        let odd = "\"qqqqqqqqqqqqqqqq\":1"
        #expect(schema["properties"].keys == knownKeys("{\(odd)}"))
        let definitions = schema["$defs"]
        #expect(definitions["scene"]["properties"].keys == knownKeys("{\"scenes\":[{\(odd)}]}"))
        let shots = ["footage", "card", "scenery"].map { definitions[$0]["properties"].keys }
        #expect(shots.reduce([]) { $0.union($1) } == knownKeys("{\"scenes\":[{\"id\":\"a\",\"shot\":{\(odd)}}]}"))
        let choice = "{\"scenes\":[{\"id\":\"a\",\"shot\":{\"choice\":{\(odd)}}}]}"
        #expect(definitions["choice"]["properties"].keys == knownKeys(choice))
        let credit = "{\"scenes\":[{\"id\":\"a\",\"shot\":{\"choice\":{\"path\":\"p\",\"credit\":{\(odd)}}}}]}"
        #expect(definitions["credit"]["properties"].keys == knownKeys(credit))
        let recording = "{\"scenes\":[{\"id\":\"a\",\"recording\":{\(odd)}}]}"
        #expect(definitions["recording"]["properties"].keys == knownKeys(recording))
        #expect(definitions["logo"]["properties"].keys == knownKeys("{\"scenes\":[{\"id\":\"a\"}],\"logo\":{\(odd)}}"))
    }

    @Test("offers the same names as the code")
    func names() throws {
        let schema = try schema()
        let scene = schema["$defs"]["scene"]["properties"]
        #expect(schema["properties"]["captions"]["enum"].texts == CaptionStyle.allCases.map(\.rawValue))
        #expect(schema["properties"]["quality"]["enum"].texts == Quality.allCases.map(\.rawValue))
        #expect(
            schema["$defs"]["logo"]["properties"]["corner"]["enum"].texts == Logo.Corner.allCases.map(\.rawValue))
        #expect(scene["entrance"]["enum"].texts == Transition.allCases.map(\.rawValue))
        #expect(
            schema["$defs"]["card"]["properties"]["role"]["enum"].texts == Card.Role.allCases.map(\.rawValue))
    }

    @Test("sets the same limits as the code")
    func limits() throws {
        let schema = try schema()
        let scene = schema["$defs"]["scene"]["properties"]
        #expect(schema["properties"]["scenes"]["maxItems"].double == Double(DocumentLimits.scenes))
        #expect(scene["narration"]["maxLength"].double == Double(DocumentLimits.narration))
        #expect(scene["pauseAfter"]["maximum"].double == Double(DocumentLimits.pause))
        #expect(scene["minimumDuration"]["maximum"].double == Double(DocumentLimits.hold))
        let recording = schema["$defs"]["recording"]["properties"]
        #expect(recording["start"]["maximum"].double == Double(DocumentLimits.recording))
        #expect(recording["end"]["maximum"].double == Double(DocumentLimits.recording))
        #expect(schema["$defs"]["choice"]["properties"]["path"]["maxLength"].double == Double(DocumentLimits.path))
        let plain = Brief(source: .prompt("x"))
        #expect(scene["pauseAfter"]["default"].double == Double(Scene(id: "a").pauseAfter))
        #expect(schema["properties"]["frameRate"]["default"].double == plain.frameRate.framesPerSecond)
    }
}
