import Packaging
import Testing

@Suite struct MasterPlaylistTests {
    private let full = MasterPlaylist(
        bandwidth: 3_000_000, averageBandwidth: 2_000_000, codecs: ["avc1.640028", "mp4a.40.2"], width: 1920,
        height: 1080, milliFrameRate: 29_970, videoURI: "video.m3u8", audioURI: "audio.m3u8",
        captions: .init(language: "en-US", name: "English\"\n#EXT-X-EVIL", uri: "captions.m3u8"))

    @Test func `a film with everything names every track`() {
        #expect(
            full.text == """
                #EXTM3U
                #EXT-X-VERSION:7
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Sound",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",\
                URI="audio.m3u8"
                #EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="captions",NAME="English#EXT-X-EVIL",DEFAULT=NO,AUTOSELECT=YES,\
                FORCED=NO,LANGUAGE="en-US",URI="captions.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2000000,CODECS="avc1.640028,mp4a.40.2",\
                RESOLUTION=1920x1080,FRAME-RATE=29.970,VIDEO-RANGE=SDR,AUDIO="sound",SUBTITLES="captions",\
                CLOSED-CAPTIONS=NONE
                video.m3u8

                """)
    }

    @Test func `a silent film without captions names neither`() {
        var silent = full
        silent.audioURI = nil
        silent.captions = nil
        silent.averageBandwidth = nil
        silent.codecs = ["avc1.640028"]
        #expect(!silent.text.contains("EXT-X-MEDIA:"))
        #expect(!silent.text.contains("AUDIO="))
        #expect(!silent.text.contains("SUBTITLES="))
        #expect(!silent.text.contains("AVERAGE-BANDWIDTH"))
    }
}
