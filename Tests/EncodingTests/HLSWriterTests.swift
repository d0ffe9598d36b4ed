import Encoding
import Film
import LibAV
import Packaging
import Platform
import TestSupport
import Testing

@Suite struct HLSWriterTests {
    private let film = Result { try SampleFilm.shared.get() }

    @Test func `both tracks start at zero, have no gap, and decode without a complaint`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            try writer.feed(film, frames: 0..<film.pictures.count)
            try writer.finish()

            let start = try await FFmpeg.probe([
                "-show_entries", "stream=codec_type,start_time", "-of", "csv=p=0", writer.masterPath,
            ])
            #expect(start.contains("video,0.000000"))
            #expect(start.contains("audio,0.000000"))
            let pts = try await packetTimes(of: Path.join(folder, "video.m3u8"), stream: "v")
            #expect(pts == (0..<film.pictures.count).map { $0 * 1000 })
            let sound = try await packetTimes(of: Path.join(folder, "audio.m3u8"), stream: "a")
            #expect(sound == film.sound.indices.map { $0 * 1024 })
            let decoded = try await FFmpeg.run([
                "-i", Path.join(folder, "video.m3u8"), "-f", "framemd5", "-",
            ])
            let frames = String(decoding: decoded, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
            #expect(frames.count == film.pictures.count)
            try await FFmpeg.run(["-i", writer.masterPath, "-map", "0:v", "-map", "0:a", "-f", "null", "-"])
        }
    }

    @Test func `pictures are tagged as BT.709 limited in square pixels`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            try writer.feed(film, frames: 0..<film.pictures.count)
            try writer.finish()
            let tags = try await FFmpeg.probe([
                "-select_streams", "v", "-show_entries",
                "stream=codec_name,profile,pix_fmt,color_range,color_space,color_transfer,color_primaries,"
                    + "sample_aspect_ratio,r_frame_rate",
                "-of", "default=nw=1", Path.join(folder, "video.m3u8"),
            ])
            #expect(
                Set(tags) == [
                    "codec_name=h264", "profile=High", "pix_fmt=yuv420p", "color_range=tv", "color_space=bt709",
                    "color_transfer=bt709", "color_primaries=bt709", "sample_aspect_ratio=1:1", "r_frame_rate=30/1",
                ])
        }
    }

    @Test func `a player that follows the growing list sees every frame to the end`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            var frame = 0
            while !writer.isPlayable {
                try writer.feed(film, frames: frame..<frame + 1)
                frame += 1
            }
            #expect(frame <= 61, "the first segment holds one second")
            let master = writer.masterPath
            async let played = FFmpeg.run([
                "-live_start_index", "0", "-i", master, "-map", "0:v", "-f", "framemd5", "-",
            ])
            try writer.feed(film, frames: frame..<film.pictures.count)
            try writer.finish()
            let frames = try await String(decoding: played, as: UTF8.self).split(separator: "\n")
            #expect(frames.filter { !$0.hasPrefix("#") }.count == film.pictures.count)
        }
    }

    @Test func `a run that is cut off and begins again leaves the same files and never shortens a list`() async throws {
        let film = try film.get()
        let count = film.pictures.count
        try await withScratch { folder in
            let whole = Path.join(folder, "whole")
            let writer = try HLSWriter(folder: whole, tracks: film.tracks)
            try writer.feed(film, frames: 0..<count)
            try writer.finish()

            let cut = Path.join(folder, "cut")
            let first = try HLSWriter(folder: cut, tracks: film.tracks)
            try first.feed(film, frames: 0..<180)
            let list = Path.join(cut, "video.m3u8")
            var longest = try FileSystem.readText(list)
            let second = try HLSWriter(folder: cut, tracks: film.tracks)
            for frame in 0..<count {
                try second.feed(film, frames: frame..<frame + 1)
                let text = try FileSystem.readText(list)
                #expect(text.hasPrefix(longest))
                longest = text
            }
            try second.finish()
            let names = try FileSystem.names(in: whole).sorted()
            #expect(try FileSystem.names(in: cut).sorted() == names)
            for name in names {
                #expect(try FileSystem.read(Path.join(cut, name)) == FileSystem.read(Path.join(whole, name)))
            }
        }
    }

    @Test func `another film in the same folder leaves nothing of the first`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let first = try HLSWriter(folder: folder, tracks: film.tracks)
            try first.feed(film, frames: 0..<film.pictures.count)
            try first.finish()
            let other = SampleFilm.Encoded(
                scenes: [film.scenes[3]], audio: film.audio, sound: Array(film.sound.prefix(60)))
            let second = try HLSWriter(folder: folder, tracks: .init(video: film.video, audio: film.audio))
            for packet in other.pictures { try second.append(video: packet) }
            for packet in other.sound { try second.append(audio: packet) }
            try second.finish()
            let named = try ["video.m3u8", "audio.m3u8"].flatMap { try playlistFiles(Path.join(folder, $0)) }
            let segments = try FileSystem.names(in: folder).filter { !$0.hasSuffix(".m3u8") }
            #expect(Set(segments) == Set(named))
        }
    }

    @Test func `a folder that cannot be written is the output's fault and is named`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let file = Path.join(folder, "film")
            try AtomicFile.write("not a folder", to: file)
            let error = #expect(throws: FilmError.self) {
                try HLSWriter(folder: Path.join(file, "hls"), tracks: film.tracks)
            }
            #expect(error?.code == .output)
            #expect(error?.message.contains(file) == true)
        }
    }

    @Test func `pictures out of order are refused`() async throws {
        let film = try film.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            try writer.append(video: film.pictures[0])
            #expect(throws: FilmError.self) { try writer.append(video: film.pictures[2]) }
        }
    }

    private func packetTimes(of path: String, stream: String) async throws -> [Int] {
        try await FFmpeg.probe([
            "-select_streams", stream, "-show_entries", "packet=pts", "-of", "csv=p=0", path,
        ]).compactMap { Int($0.prefix { $0 != "," }) }.sorted()
    }

    private func playlistFiles(_ path: String) throws -> [String] {
        try FileSystem.readText(path).split(separator: "\n").compactMap { line in
            let map = "#EXT-X-MAP:URI=\""
            if line.hasPrefix(map) { return String(line.dropFirst(map.count).dropLast()) }
            return line.hasPrefix("#") ? nil : String(line)
        }
    }
}
