import Captions
import Film
import Testing

@Suite("Caption layout")
struct CaptionLayoutTests {
    static let shapes = Shape.allCases
    static let seeds: [UInt64] = Array(1...30)

    func cues(_ text: String, _ shape: Shape, rate: Int = 30, speed: Double = 15) -> [Cue] {
        let words = spoken(text, lettersPerSecond: speed)
        let rate = FrameRate(rate)
        let end = rate.frames(in: (words.last?.end.seconds ?? 0) + 1.5)
        return CaptionLayout(size: shape.size(), frameRate: rate).cues(for: [words], scene: 0..<end)
    }

    @Test("every word appears once and in order", arguments: seeds)
    func keepsWords(seed: UInt64) {
        for shape in Self.shapes {
            let text = randomText(seed: seed, words: 60)
            let shown: String = cues(text, shape).flatMap(\.lineTexts).joined()
            #expect(withoutSpaces(shown) == withoutSpaces(text))
        }
    }

    @Test("a cue has one or two lines within the shape's columns", arguments: seeds)
    func keepsToColumns(seed: UInt64) {
        for shape in Self.shapes {
            let limits = CaptionLimits(shape.size().orientation)
            for cue in cues(randomText(seed: seed, words: 60), shape) {
                #expect((1...2).contains(cue.lines.count))
                for line in cue.lineTexts { #expect(columns(line) <= limits.columns, "\(line)") }
            }
        }
    }

    @Test("cues never overlap and stand two frames apart", arguments: seeds)
    func keepsApart(seed: UInt64) {
        for rate in FrameRate.offered {
            let cues = cues(randomText(seed: seed, words: 60), .wide, rate: rate)
            for (cue, next) in zip(cues, cues.dropFirst()) {
                #expect(cue.frames.upperBound + 2 <= next.frames.lowerBound)
            }
        }
    }

    @Test("at a calm pace cues can be read: 17 characters a second and 0.9 s", arguments: seeds)
    func leavesTime(seed: UInt64) {
        let words = randomText(seed: seed, words: 60).split(separator: " " as Character)
        let text = words.filter { $0.count < 12 }.map(String.init).joined(separator: " ")
        for cue in cues(text, .wide, speed: 11) {
            let seconds = Double(cue.frames.count) / 30
            let width = cue.lineTexts.reduce(0) { $0 + columns($1) }
            // Two frames of gap and rounding to frames take a tenth of a second at most.
            #expect(Double(width) / (seconds + 0.1) <= 17, "\(cue.lineTexts) in \(seconds) s")
            #expect(seconds >= 0.8, "\(cue.lineTexts)")
        }
    }

    @Test("a cue comes 40 ms before its first word and leaves 200 ms after its last")
    func keepsTime() throws {
        let cue = try #require(cues("Rivers carve their valleys over many thousand years.", .wide, rate: 50).first)
        let first = try #require(cue.pieces.first)
        let last = try #require(cue.pieces.last)
        #expect(cue.frames.lowerBound == (first.start - 1920) / 960)
        #expect(abs(cue.frames.upperBound - (last.end + 9600) / 960) <= 1)
    }

    @Test(
        "lines break where the sense does",
        arguments: [
            (
                "The river begins as a trickle under the glacier, and by the time it reaches the valley it is wide.",
                ["The river begins as a trickle", "under the glacier,"]
            ),
            (
                "She walked along the old wall of the abandoned harbour town.",
                ["She walked along the old wall", "of the abandoned harbour town."]
            ),
        ])
    func breaksAtClauses(text: String, lines: [String]) throws {
        #expect(try #require(cues(text, .wide).first).lineTexts == lines)
    }

    @Test("no line but the last ends with an article or a preposition")
    func endsNoLineWeakly() {
        let text = """
            In the beginning of the long winter the keeper of the lighthouse on the northern coast wrote a letter to the \
            captain of the only ship that had passed by the island in a month, and he put it into a bottle of green glass.
            """
        for shape in Self.shapes {
            let lines = cues(text, shape).flatMap(\.lineTexts)
            for line in lines {
                let last = line.split(separator: " ").last.map(String.init) ?? ""
                #expect(!["a", "the", "of", "on", "in", "to", "into", "by"].contains(last), "\(line)")
            }
        }
    }

    @Test("short sentences share a cue, long ones do not")
    func joinsShortSentences() {
        #expect(cues("No. Never. Why?", .wide).count == 1)
        let cues = cues("The tide turned before anyone noticed. The boats were gone by then.", .wide)
        #expect(cues.count == 2)
    }

    @Test("abbreviations and numbers end no sentence")
    func knowsAbbreviations() {
        let cues = cues("Dr. Smith paid 3.5 million.", .wide)
        #expect(cues.count == 1)
    }

    @Test("a scene's cues are the same wherever the scene stands in the film", arguments: FrameRate.offered)
    func isLocal(rate: Int) {
        let rate = FrameRate(rate)
        let layout = CaptionLayout(size: Shape.wide.size(), frameRate: rate)
        let words = spoken("One day the water will reach the sea, and nobody will remember where it came from.")
        let here = layout.cues(for: [words], scene: 0..<300)
        let offset = 12_345
        let ticks = rate.samples(before: offset, sampleRate: 48_000)
        let moved = words.map { word in
            CaptionWord(
                text: word.text, start: MediaTime(ticks: word.start.ticks * 48 + Int64(ticks), timescale: 48_000),
                end: MediaTime(ticks: word.end.ticks * 48 + Int64(ticks), timescale: 48_000))
        }
        let there = layout.cues(for: [moved], scene: offset..<offset + 300)
        #expect(there.map { $0.moved(by: -offset, at: rate) } == here)
    }

    @Test("cues stay inside their scene and are marked when a card is shown")
    func staysInside() {
        let layout = CaptionLayout(size: Shape.tall.size(), frameRate: FrameRate(30))
        let words = spoken("It ends here, at the very last moment.", from: 0)
        let cues = layout.cues(for: [words], scene: 0..<70, isDrawn: false)
        #expect(cues.allSatisfy { $0.frames.lowerBound >= 0 && $0.frames.upperBound <= 68 && !$0.isDrawn })
    }

    @Test("no words make no cues, and words without time still make some")
    func survivesOddities() {
        let layout = CaptionLayout(size: Shape.wide.size(), frameRate: FrameRate(24))
        #expect(layout.cues(for: [], scene: 0..<10).isEmpty)
        #expect(layout.cues(for: [[]], scene: 0..<0).isEmpty)
        let timeless = (0..<40).map {
            CaptionWord(text: "word\($0)", start: .milliseconds(500), end: .milliseconds(400))
        }
        let cues = layout.cues(for: [timeless], scene: 0..<5)
        for (cue, next) in zip(cues, cues.dropFirst()) { #expect(cue.frames.upperBound < next.frames.lowerBound) }
    }

    @Test("Japanese breaks at its phrases and never before its punctuation")
    func breaksJapanese() {
        let text = "昔々、あるところに、おじいさんとおばあさんが住んでいました。"
        for cue in cues(text, .tall) {
            for line in cue.lineTexts { #expect(!"、。」".contains(line.first ?? " "), "\(line)") }
        }
    }

    private func withoutSpaces(_ text: String) -> String { String(text.filter { $0 != " " }) }

    private func columns(_ text: String) -> Int {
        text.reduce(0) { $0 + (($1.unicodeScalars.first?.value ?? 0) >= 0x2E80 ? 2 : 1) }
    }
}
