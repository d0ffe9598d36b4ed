import Film
import FoundationEssentials
import TestSupport
import Testing

@testable import Sound

/// The user's own music, in the forms that users have it.
@Suite struct MusicFileTests {
    /// A way to store ten seconds of a tone.
    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        let arguments: [String]
        var testDescription: String { name }
    }

    static let forms = [
        Form(name: "8-bit-mono.wav", arguments: ["-c:a", "pcm_u8", "-ac", "1", "-ar", "22050"]),
        Form(name: "cd.flac", arguments: ["-ar", "44100", "-ac", "2"]),
        Form(name: "surround.wav", arguments: ["-ac", "6"]),
        Form(name: "with spaces & 'quotes'.mp3", arguments: ["-b:a", "96k"]),
        Form(name: "video.mkv", arguments: ["-f", "matroska", "-c:a", "aac"]),
    ]

    @Test(arguments: forms) func isPlayedAtTheFilmsLoudness(_ form: Form) async throws {
        try await withScratch { folder in
            let path = folder + "/" + form.name
            var inputs = ["-f", "lavfi", "-i", "aevalsrc='0.2*sin(2*PI*440*t)*(0.6+0.4*sin(2*PI*2*t))':d=6"]
            if form.name.hasSuffix("mkv") { inputs += ["-f", "lavfi", "-i", "testsrc2=s=64x64:d=6"] }
            try await FFmpeg.run(inputs + form.arguments + [path])
            let piece = MusicPiece(file: path)
            #expect(piece.credit.title == form.name)
            let mix = try Mixdown(events: [.music(0, piece.open())], seconds: 8, speechShare: 0).run()
            let judged = try await Judge.measure(mix)
            #expect(abs(judged.integrated + 14) <= 1)
        }
    }

    @Test func refusesWhatHasNoSound() async throws {
        try await withScratch { folder in
            let silentFilm = folder + "/silent.mp4"
            try await FFmpeg.run(["-f", "lavfi", "-i", "testsrc2=s=64x64:d=0.2", silentFilm])
            let nonsense = folder + "/nonsense.mp3"
            try Data((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }).write(to: URL(filePath: nonsense))
            let empty = folder + "/empty.wav"
            try Data().write(to: URL(filePath: empty))
            for path in [silentFilm, nonsense, empty, folder, folder + "/none.ogg"] {
                #expect(throws: FilmError.self) { try MusicPiece(file: path).open() }
            }
        }
    }

    @Test func isSilentWhereTheFileIs() async throws {
        try await withScratch { folder in
            let path = folder + "/silence.wav"
            try await FFmpeg.run(["-f", "lavfi", "-i", "anullsrc=d=2", path])
            let mix = try Mixdown(events: [.music(0, MusicPiece(file: path).open())], seconds: 3, speechShare: 0).run()
            #expect(mix.left.allSatisfy { $0 == 0 })
        }
    }
}
