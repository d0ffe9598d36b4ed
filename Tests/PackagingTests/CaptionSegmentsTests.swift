import Film
import Testing

@testable import Packaging

@Suite struct CaptionSegmentsTests {
    @Test func `a cue stands in every segment that shows it, and its text stays text`() {
        let cues = [
            CaptionCue(start: 1500, end: 2500, lines: ["a < b & c > d", "", "two\n\n00:00:00.000 --> 00:00:09.000"]),
            CaptionCue(start: 2500, end: 4000, lines: ["next"]),
        ]
        #expect(
            CaptionSegments.text(cues: cues, range: 0..<2000) == """
                WEBVTT
                X-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000

                00:00:01.500 --> 00:00:02.500
                a &lt; b &amp; c &gt; d
                two
                00:00:00.000 --&gt; 00:00:09.000

                """)
        #expect(CaptionSegments.text(cues: cues, range: 2000..<4000).contains("next"))
        #expect(CaptionSegments.text(cues: cues, range: 2000..<4000).contains("a &lt; b"))
        #expect(!CaptionSegments.text(cues: cues, range: 4000..<6000).contains("-->"))
    }

    @Test(arguments: [
        (0, "00:00:00.000"), (999, "00:00:00.999"), (61_005, "00:01:01.005"), (3_600_000, "01:00:00.000"),
        (360_000_000, "100:00:00.000"),
    ])
    func `times are written as WebVTT has them`(milliseconds: Int, text: String) {
        #expect(CaptionSegments.timestamp(milliseconds) == text)
    }

    @Test(arguments: [1, 1999, 2000, 2001, 60_000, 199_999, 200_001, 1_800_000, 7_200_000])
    func `thumbnails cover the film from start to end without a gap`(duration: Int) {
        let plan = Thumbnails(duration: duration, size: PictureSize(width: 1080, height: 1920))
        #expect(plan.tile == PictureSize(width: 90, height: 160))
        #expect((1...100).contains(plan.count))
        #expect(plan.moments.allSatisfy { (0..<duration).contains($0) })
        let times = plan.text(sheet: "s.jpg").split(separator: "\n").filter { $0.contains("-->") }
        #expect(times.count == plan.count)
        #expect(times.first?.hasPrefix("00:00:00.000 --> ") == true)
        #expect(times.last?.hasSuffix(CaptionSegments.timestamp(duration)) == true)
        for (one, next) in zip(times, times.dropFirst()) { #expect(one.suffix(12) == next.prefix(12)) }
    }
}
