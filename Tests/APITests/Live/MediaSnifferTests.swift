import Platform
import TestSupport
import Testing

@testable import API

@Suite struct MediaSnifferTests {
    /// Files that FFmpeg writes are known for what they are.
    @Test(arguments: [
        ("a.jpg", "photo", "image/jpeg"), ("a.png", "photo", "image/png"), ("a.bmp", "photo", "image/bmp"),
        ("a.tiff", "photo", "image/tiff"), ("a.webp", "photo", "image/webp"), ("a.gif", "clip", "image/gif"),
        ("a.mp4", "clip", "video/mp4"), ("a.mov", "clip", "video/quicktime"), ("a.mkv", "clip", "video/x-matroska"),
        ("a.webm", "clip", "video/webm"), ("a.avi", "clip", "video/x-msvideo"), ("a.mpg", "clip", "video/mpeg"),
        ("a.ts", "clip", "video/mp2t"), ("a.flv", "clip", "video/x-flv"), ("a.wmv", "clip", "video/x-ms-wmv"),
        ("a.3gp", "clip", "video/3gpp"), ("a.wav", "sound", "audio/wav"), ("a.mp3", "sound", "audio/mpeg"),
        ("a.flac", "sound", "audio/flac"), ("a.ogg", "sound", "audio/ogg"), ("a.m4a", "sound", "audio/mp4"),
        ("a.aac", "sound", "audio/aac"), ("a.aiff", "sound", "audio/aiff"),
    ])
    func mediaAreKnownByTheirFirstBytes(_ name: String, _ kind: String, _ type: String) async throws {
        try await withScratch { folder in
            let path = "\(folder)/\(name)"
            let source =
                kind == "sound"
                ? ["-f", "lavfi", "-i", "sine=d=0.2"]
                : ["-f", "lavfi", "-i", "color=red:s=176x144:r=25:d=0.2"]
            let one = kind == "photo" ? ["-frames:v", "1", "-update", "1"] : []
            let codec =
                name == "a.ogg" ? ["-c:a", "libvorbis", "-ac", "2"] : name == "a.webm" ? ["-c:v", "libvpx"] : []
            try await FFmpeg.run(source + one + codec + [path])
            let head = try FileSystem.readEnds(path, head: MediaSniffer.headLength, tail: 0).head
            // The name says nothing.
            let media = MediaSniffer.media(head, name: "x", claimedType: nil)
            #expect(media?.kind.rawValue == kind)
            #expect(media?.type == type)
        }
    }

    @Test(
        arguments: [
            ("notes.md", nil, "# Héllo\n", true), ("notes", "text/markdown", "# Hello", true),
            ("notes.bin", nil, "# Hello", false), ("notes.md", nil, "a\u{0}b", false), ("notes.md", nil, "", false),
            ("notes.md", nil, String(repeating: "é", count: 300), true),
            ("notes.md", nil, "x" + String(repeating: "é", count: 300), true),
        ] as [(String, String?, String, Bool)])
    func textIsTakenWhenItSaysThatItIsText(_ name: String, _ type: String?, _ text: String, _ isTaken: Bool) {
        let head = Array(Array(text.utf8).prefix(MediaSniffer.headLength))
        #expect((MediaSniffer.media(head, name: name, claimedType: type) != nil) == isTaken)
    }
}
