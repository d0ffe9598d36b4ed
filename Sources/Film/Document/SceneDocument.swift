extension Scene {
    private static let keys = [
        "continuesInNext", "entrance", "id", "minimumDuration", "music", "narration", "pauseAfter", "recording", "shot",
        "voice",
    ]

    /// Reads one scene; only `id` is needed.
    package init(from decoder: any Decoder) throws {
        let reader = try DocumentReader(decoder, keys: Self.keys)
        let id = try reader.required("id", reader.text("id", limit: 64))
        guard Self.isValid(id: id) else {
            throw reader.wrong("id", mustBe: "1 to 64 letters (a to z), digits and -")
        }
        self.init(
            id: id,
            narration: try reader.text("narration", limit: DocumentLimits.narration) ?? "",
            continuesInNext: try reader.flag("continuesInNext") ?? false,
            pauseAfter: try reader.whole("pauseAfter", in: 0...DocumentLimits.pause, unit: " (milliseconds)") ?? 320,
            minimumDuration: try reader.whole(
                "minimumDuration", in: 0...DocumentLimits.hold, unit: " (milliseconds)") ?? 0,
            voice: try reader.value("voice", mustBe: "a voice's name or an object with id and speed"),
            recording: try reader.value("recording", mustBe: "an object with file, start and end"),
            music: try reader.value("music", mustBe: "\"none\" or an object with mood or file"),
            shot: try reader.value("shot", mustBe: "an object with kind") ?? Shot(),
            entrance: try reader.choice("entrance", of: Transition.self) ?? .cut)
    }

    /// Writes the form that ``init(from:)`` reads, leaving out what is plain.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: DocumentKey.self)
        try container.encode(id, forKey: DocumentKey("id"))
        try container.encode(shot, forKey: DocumentKey("shot"))
        try container.encode(entrance, forKey: DocumentKey("entrance"))
        if !narration.isEmpty { try container.encode(narration, forKey: DocumentKey("narration")) }
        if continuesInNext { try container.encode(continuesInNext, forKey: DocumentKey("continuesInNext")) }
        if pauseAfter != 320 { try container.encode(pauseAfter, forKey: DocumentKey("pauseAfter")) }
        if minimumDuration != 0 { try container.encode(minimumDuration, forKey: DocumentKey("minimumDuration")) }
        try container.encodeIfPresent(voice, forKey: DocumentKey("voice"))
        try container.encodeIfPresent(recording, forKey: DocumentKey("recording"))
        try container.encodeIfPresent(music, forKey: DocumentKey("music"))
    }

    /// True for 1 to 64 ASCII letters, digits and `-`: such an id can be part of a file name anywhere.
    package static func isValid(id: String) -> Bool {
        (1...64).contains(id.utf8.count)
            && id.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
    }
}
