import Film
import Packaging
import Testing

@Suite struct MediaPlaylistTests {
    @Test func `a growing playlist says so and starts players at the beginning`() {
        var playlist = MediaPlaylist(targetDuration: 2, timescale: 48_000, map: "audio-init.mp4")
        playlist.append(.init(uri: "a1.m4s", ticks: 48_128))
        #expect(
            playlist.text == """
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:0
                #EXT-X-PLAYLIST-TYPE:EVENT
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-START:TIME-OFFSET=0,PRECISE=YES
                #EXT-X-MAP:URI="audio-init.mp4"
                #EXTINF:1.002667,
                a1.m4s

                """)
    }

    @Test func `a complete playlist is video on demand with an end`() {
        var playlist = MediaPlaylist(targetDuration: 2, timescale: 1000, map: nil)
        playlist.append(.init(uri: "c1.vtt", ticks: 2000))
        playlist.complete()
        let lines = playlist.text.split(separator: "\n")
        #expect(lines.contains("#EXT-X-PLAYLIST-TYPE:VOD"))
        #expect(lines.last == "#EXT-X-ENDLIST")
        #expect(!playlist.text.contains("EXT-X-START"))
        #expect(!playlist.text.contains("EXT-X-MAP"))
    }

    @Test(arguments: 0..<30) func `lengths add up, none breaks the promise, and the list only grows`(round: Int) throws
    {
        var random = SeededRandom(seed: UInt64(round), for: "playlist")
        let timescale = [1000, 30_000, 24_000, 48_000, 60_000, 30_000].randomElement(using: &random) ?? 1000
        var playlist = MediaPlaylist(targetDuration: 2, timescale: timescale, map: "init.mp4")
        var ticks = 0
        var previous = playlist.text
        for index in 0..<Int.random(in: 1...400, using: &random) {
            let length = Int.random(in: 1...timescale * 5 / 2, using: &random)
            guard playlist.admits(ticks: length) else { continue }
            playlist.append(.init(uri: "\(index).m4s", ticks: length))
            ticks += length
            #expect(playlist.text.hasPrefix(previous))
            previous = playlist.text
        }
        let lengths = playlist.text.split(separator: "\n").filter { $0.hasPrefix("#EXTINF:") }
            .compactMap { Double($0.dropFirst(8).dropLast()) }
        #expect(lengths.count == playlist.segments.count)
        #expect(lengths.allSatisfy { Int($0.rounded()) <= playlist.targetDuration })
        let sum = lengths.reduce(0) { $0 + Int(($1 * 1_000_000).rounded()) }
        #expect(abs(Double(sum) / 1_000_000 - Double(ticks) / Double(timescale)) <= 0.000_001)
    }

    @Test(arguments: [(1999, true), (2000, true), (2499, true), (2500, false), (0, false), (-1, false)])
    func `a segment is admitted when its rounded length keeps the promise`(ticks: Int, admitted: Bool) {
        #expect(MediaPlaylist(targetDuration: 2, timescale: 1000, map: nil).admits(ticks: ticks) == admitted)
    }
}
