import Captions
import Film
import Testing

/// The expected texts were read back with webvtt-py 0.6 (VTT), pysubs2 1.8 (SRT) and ffmpeg 5.1 (all, ASS drawn by
/// libass), which gave the words as typed.
@Suite("Caption files")
struct CaptionFilesTests {
    let rate = FrameRate(30)
    let accent = Colour(red: 255, green: 196, blue: 84)

    func cues(_ text: String) -> [Cue] {
        CaptionLayout(size: Shape.wide.size(), frameRate: rate).cues(for: [spoken(text)], scene: 0..<900)
    }

    @Test("VTT escapes what it would read as markup")
    func vtt() {
        let text = CaptionFiles.vtt(cues("a < b && c --> d"), frameRate: rate)
        #expect(text == "WEBVTT\n\n00:00:00.267 --> 00:00:01.600\na &lt; b &amp;&amp; c --&gt; d\n\n")
    }

    @Test("SRT numbers its cues and breaks tags with an invisible joiner")
    func srt() {
        let text = CaptionFiles.srt(cues("<b>no</b> {\\an8}tags --> here"), frameRate: rate)
        #expect(text.hasPrefix("1\n00:00:00,267 --> 00:00:0"))
        #expect(text.contains("<\u{2060}b>no<\u{2060}/b> {\u{2060}\\\u{2060}an8}tags --\u{2060}> here"))
    }

    @Test("ASS holds one event a cue, words timed for karaoke, and no markup of the user's")
    func ass() {
        let cues = cues("Rise {\\fs200}up, \\N river.")
        let text = CaptionFiles.ass(
            cues, style: .karaoke, size: Shape.wide.size(), frameRate: rate, accent: accent)
        #expect(text.contains("PlayResX: 1920\nPlayResY: 1080"))
        #expect(text.contains("&H0054C4FF"))
        let events = text.split(separator: "\n").filter { $0.hasPrefix("Dialogue: ") }
        #expect(events.count == cues.count)
        #expect(text.contains("\\{\\\u{2060}fs200\\}up,"))
        #expect(text.contains("\\\u{2060}N"))
        #expect(text.contains("{\\k"))
    }

    @Test("a segment holds the cues that show during it, with the film's own times")
    func segments() {
        let cues = cues("The first sentence stands here. And the second one comes after it, somewhat later.")
        let all = CaptionFiles.vttSegment(cues, frames: 0..<900, frameRate: rate)
        #expect(all.hasPrefix("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00:00.267"))
        let late = CaptionFiles.vttSegment(cues, frames: 100..<200, frameRate: rate)
        #expect(!late.contains("first") && late.contains("second"))
    }

    @Test("every format keeps its structure whatever the words", arguments: [1, 2, 3, 4, 5] as [UInt64])
    func survivesAnything(seed: UInt64) {
        let cues = cues(randomText(seed: seed, words: 80) + " line\u{2028}break\nand\r\nmore \u{0}zero")
        let blocks = CaptionFiles.vtt(cues, frameRate: rate).split(separator: "\n\n", omittingEmptySubsequences: false)
        #expect(blocks.count == cues.count + 2)
        for block in blocks.dropFirst().dropLast() {
            let lines = block.split(separator: "\n")
            #expect((2...3).contains(lines.count))
            #expect(lines.dropFirst().allSatisfy { !$0.contains("-->") && !$0.contains("<") })
        }
        let ass = CaptionFiles.ass(
            cues, style: .clean, size: Shape.tall.size(), frameRate: rate, accent: accent)
        #expect(ass.split(separator: "\n").filter { $0.hasPrefix("Dialogue: ") }.count == cues.count)
    }
}
