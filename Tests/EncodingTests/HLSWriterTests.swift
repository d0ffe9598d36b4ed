import Encoding
import Film
import LibAV
import Packaging
import Platform
import TestSupport
import Testing

@Suite struct HLSWriterTests {
    /// Feeds a whole film to a writer, sound first by half a second, as a renderer would.
    private func feed(
        _ writer: HLSWriter, _ video: [VideoPacket], _ audio: [AudioPacket], each: () async throws -> Void = {}
    ) async throws {
        var sound = audio[...]
        for (index, packet) in video.enumerated() {
            while let next = sound.first, next.pts <= index * 1600 + 24_000 {
                try writer.append(audio: next)
                sound.removeFirst()
            }
            try writer.append(video: packet)
            try writer.append(
                captions: index == 30 ? [CaptionCue(start: 1000, end: 2500, lines: ["a < b", "& --> c"])] : [],
                through: index * 1000 / 30)
            try await each()
        }
        for packet in sound { try writer.append(audio: packet) }
    }

    @Test func `a film of joined scenes starts at zero, has no gap, and decodes without a complaint`() async throws {
        try await withScratch { folder in
            let film = SampleFilm()
            let scenes = try film.encoded()
            let sound = try film.sound()
            let writer = try HLSWriter(
                folder: folder, tracks: .init(video: scenes[0].format, audio: sound.format, captionLanguage: "en"))
            try await feed(writer, SampleFilm.joined(scenes), sound.packets)
            try writer.finish()

            let start = try await FFmpeg.probe([
                "-show_entries", "stream=codec_type,start_time", "-of", "csv=p=0", writer.masterPath,
            ])
            #expect(start.contains("video,0.000000"))
            #expect(start.contains("audio,0.000000"))
            let pts = try await FFmpeg.probe([
                "-select_streams", "v", "-show_entries", "packet=pts", "-of", "csv=p=0",
                Path.join(folder, "video.m3u8"),
            ]).compactMap { Int($0.prefix { $0 != "," }) }.sorted()
            #expect(pts == (0..<film.frameCount).map { $0 * 1000 })
            let frames = try await FFmpeg.probe([
                "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0",
                Path.join(folder, "video.m3u8"),
            ])
            #expect(frames.first == "\(film.frameCount)")
            try await FFmpeg.run(["-i", writer.masterPath, "-map", "0:v", "-map", "0:a", "-f", "null", "-"])
        }
    }
}
