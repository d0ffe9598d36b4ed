internal import Film

/// The times of a narration's words and phonemes, in seconds, for `say --times`.
enum NarrationTimes {
    private struct Entry: Encodable {
        var text: String
        var start: Double
        var end: Double
    }

    private struct Document: Encodable {
        var words: [Entry]
        var phonemes: [Entry]
    }

    /// The times as JSON.
    static func json(_ narration: Narration) throws -> [UInt8] {
        let rate = Double(narration.sampleRate)
        let document = Document(
            words: narration.words.map {
                Entry(text: $0.text, start: Double($0.start) / rate, end: Double($0.end) / rate)
            },
            phonemes: narration.phonemes.map {
                Entry(text: $0.symbol, start: Double($0.start) / rate, end: Double($0.end) / rate)
            })
        return Array(try JSONText.pretty(document).utf8)
    }
}
