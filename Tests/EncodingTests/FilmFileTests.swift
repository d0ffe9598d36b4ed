import Encoding
import Film
import LibAV
import Packaging
import Platform
import TestSupport
import Testing

@Suite struct FilmFileTests {
    @Test func `the film file is the segments' packets, starts at zero and has its header in front`() async throws {
        let film = try SampleFilm.shared.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: Path.join(folder, "hls"), tracks: film.tracks)
            try writer.feed(film, frames: 0..<film.pictures.count)
            try writer.finish()
            // A name that libav would take for another protocol, were it not told that it is a file.
            let path = Path.join(folder, "pipe:1,|film.mp4")
            try writer.assembleFilm(at: path, metadata: ["title": "Ärger & \"Ruhe\"", "comment": "Pictures: a; b"])

            let file = "file:" + path
            let facts = try await FFmpeg.probe([
                "-show_entries", "stream=codec_type,start_time,duration:format_tags=title,comment", "-of",
                "default=nw=1", file,
            ])
            #expect(facts.filter { $0 == "start_time=0.000000" }.count == 2)
            #expect(facts.contains("TAG:title=Ärger & \"Ruhe\""))
            #expect(facts.contains("TAG:comment=Pictures: a; b"))
            let lengths = facts.filter { $0.hasPrefix("duration=") }.compactMap { Double($0.dropFirst(9)) }
            #expect(lengths.allSatisfy { abs($0 - Double(film.pictures.count) / 30) < 0.001 }, "\(lengths)")
            #expect(try boxes(FileSystem.read(path)) == ["ftyp", "moov", "free", "mdat"])
            for stream in ["v", "a"] {
                let list = Path.join(folder, "hls/\(stream == "v" ? "video" : "audio").m3u8")
                #expect(try await digests(file, stream) == digests(list, stream))
            }
            try await FFmpeg.run(["-i", file, "-f", "null", "-"])
        }
    }

    @Test func `a film file that cannot be written leaves nothing behind`() async throws {
        let film = try SampleFilm.shared.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            try writer.feed(film, frames: 0..<film.pictures.count)
            try writer.finish()
            let error = #expect(throws: FilmError.self) {
                try writer.assembleFilm(at: Path.join(folder, "no/such/film.mp4"), metadata: [:])
            }
            #expect(error?.code == .output)
            struct Stopped: Error {}
            #expect(throws: Stopped.self) {
                try writer.assembleFilm(at: Path.join(folder, "film.mp4"), metadata: [:]) { throw Stopped() }
            }
            #expect(try FileSystem.names(in: folder).allSatisfy { !$0.hasSuffix(".mp4") || $0.contains("-init-") })
        }
    }

    @Test func `the stream for a pipe can be read along and starts at zero`() async throws {
        let film = try SampleFilm.shared.get()
        var muxer = StreamMuxer(video: film.video, audio: film.audio)
        var stream = muxer.header
        var sizes: [Int] = []
        var sound = film.sound[...]
        for packet in film.pictures {
            stream += muxer.append(packet)
            sizes.append(stream.count)
            // Sound late by a second: the muxer waits for it.
            while let next = sound.first, next.pts < packet.pts * 1600 - 48_000 {
                stream += muxer.append(next)
                sound.removeFirst()
            }
        }
        for packet in sound { stream += muxer.append(packet) }
        stream += muxer.finish()
        #expect(sizes[120] > muxer.header.count, "bytes come before the film is over")
        try await withScratch { folder in
            let path = Path.join(folder, "stream.mp4")
            try AtomicFile.write(stream, to: path)
            let start = try await FFmpeg.probe(["-show_entries", "stream=start_time", "-of", "csv=p=0", path])
            #expect(start == ["0.000000", "0.000000"])
            var request = Subprocess.Request("ffmpeg", ["-v", "error", "-i", "-", "-f", "framemd5", "-"])
            request.input = stream
            let outcome = try await Subprocess.run(request)
            #expect(outcome.errorText == "")
            let frames = outcome.outputText.split(separator: "\n").filter { $0.hasPrefix("0,") }
            #expect(frames.count == film.pictures.count)
        }
    }

    @Test func `thumbnails show the film's pictures at their times`() async throws {
        let film = try SampleFilm.shared.get()
        try await withScratch { folder in
            let writer = try HLSWriter(folder: folder, tracks: film.tracks)
            try writer.feed(film, frames: 0..<film.pictures.count)
            try writer.finish()
            let path = Path.join(folder, "film.mp4")
            try writer.assembleFilm(at: path, metadata: [:])
            try Thumbnails(duration: 7600, size: film.size).write(film.stills, folder: folder)
            let size = try await FFmpeg.probe([
                "-show_entries", "stream=width,height,codec_name", "-of", "csv=p=0",
                Path.join(folder, "thumbnails.jpg"),
            ])
            #expect(size == ["mjpeg,640,90"])
            let track = try FileSystem.readText(Path.join(folder, "thumbnails.vtt"))
            #expect(track.contains("00:00:06.000 --> 00:00:07.600\nthumbnails.jpg#xywh=480,0,160,90"))
        }
    }

    private func boxes(_ bytes: [UInt8]) -> [String] {
        var names: [String] = []
        var offset = 0
        while offset + 8 <= bytes.count {
            let size = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            names.append(String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self))
            offset += max(8, size)
        }
        return names
    }

    private func digests(_ path: String, _ stream: String) async throws -> [String] {
        try await FFmpeg.probe([
            "-select_streams", stream, "-show_entries", "packet=data_hash", "-show_data_hash", "md5", "-of",
            "csv=p=0", path,
        ])
    }
}
