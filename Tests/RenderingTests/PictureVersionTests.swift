import Film
import FoundationEssentials
import Pixels
import TestSupport
import Testing

@testable import Captions
@testable import Rendering

/// A stored scene is found by its description and a version, not by the code that drew it.
///
/// So whoever changes what is drawn must raise `PictureWork.version`, or people get old scenes beside new ones; these
/// tests remember that for them.
@Suite("The version of drawn pictures")
struct PictureVersionTests {
    /// The version that the sums below belong to.
    static let version = 2

    static let advice: Comment = """
        The pictures have changed. If they were meant to: raise PictureWork.version, set the version and the sums here to \
        the new ones, and look at the pictures. A new libass, FreeType or font changes pictures with text, too.
        """

    /// FNV-1a sums of small frames: three moments of each visual.
    static let sums: [String: [UInt64]] = [
        "aurora": [0x5055_0bd4_22b8_28fb, 0xa789_fb1b_12b3_6f8e, 0x9db8_fddf_5e1d_7bbc],
        "boxed": [0xce9a_528c_3e6c_3448, 0x5e01_03c3_1774_4794, 0xd091_41e7_679e_e008],
        "chapter": [0xba70_586a_e509_ca29, 0x384a_cd97_9c2d_9c44, 0xc827_d6d1_0552_a476],
        "city": [0xa683_7e01_eb11_fef3, 0x3ca1_9f27_f4bd_f555, 0x2717_d358_dd49_286d],
        "clean": [0xbfd7_8213_6dff_0908, 0x3026_dc05_27d6_6083, 0xedec_715f_d47d_878e],
        "hills": [0x2616_cd2c_6c75_b9c0, 0xab71_f03b_a47a_d3f6, 0xfc7c_e9ab_9d3c_d8c8],
        "karaoke": [0x35a1_ba63_b807_d3fa, 0xf024_e4a4_3971_098b, 0xedec_715f_d47d_878e],
        "lights": [0x6b05_5b78_e5eb_5a10, 0x96da_60f2_4819_e49f, 0x5386_f5f7_5d85_fe9b],
        "number": [0xddee_db21_6d98_8a69, 0xa4d6_b1f5_e001_53b8, 0xd19f_02b5_0759_e7de],
        "photo": [0x1560_d31f_8341_7b14, 0x8559_4681_de8d_9923, 0x0526_a6f0_1da9_9f07],
        "quote": [0xc225_ac03_e487_bd80, 0x0eec_a219_f1aa_9487, 0xf1a4_0f95_133c_3df0],
        "ridges": [0x5e5d_89d7_567c_ac56, 0x6587_83e3_4165_1ffe, 0x4510_b4a4_3a2a_4c7c],
        "sea": [0x548a_4223_a0d7_e7c6, 0x457f_2c74_c191_9da9, 0x00c4_49d4_143c_d80c],
        "title": [0x7c4e_0c11_576a_ca5c, 0xf539_0baf_0ee6_8752, 0x15fe_f2b9_ada8_91da],
        "waves": [0xfb4c_d691_372e_f738, 0xd175_cf1e_886f_7d08, 0x93af_b64d_60f9_6c7a],
    ]

    static let size = PictureSize(width: 320, height: 180)

    static func work(_ visual: Visual, captions: CaptionStyle = .none) -> PictureWork {
        let word = { (text: String, start: Int) in
            Cue.Piece(text: text, spaced: start > 0, start: start, end: start + 24_000)
        }
        let cue = Cue(
            pieces: [word("Still", 0), word("water", 24_000)], lines: [0..<2], frames: 0..<60, isDrawn: true)
        return PictureWork(
            visual: visual, frames: 60, entrance: .fade, before: nil, cues: captions == .none ? [] : [cue],
            captions: captions, accent: Colour(red: 255, green: 196, blue: 84), size: size, frameRate: FrameRate(30),
            quality: .standard, encoder: "x264", opens: true, closes: false)
    }

    static func scenery(_ name: String) -> Visual { .scenery(name: name, mood: [], seed: 11, look: 4) }

    /// A photograph that no decoder can read differently: an uncompressed bitmap (Windows 3, 24 bits).
    static func photo(in folder: String) throws -> Visual {
        let (width, height) = (640, 360)
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
        var bytes = Array("BM".utf8) + little(54 + width * height * 3, 4) + little(0, 4) + little(54, 4)
        bytes += little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2) + little(0, 24)
        for y in 0..<height {
            for x in 0..<width { bytes += [UInt8((x ^ y) & 255), UInt8(y * 255 / 359), UInt8(x * 255 / 639)] }
        }
        let path = folder + "/photo.bmp"
        try Data(bytes).write(to: URL(filePath: path))
        let file = MediaSignature(path: path, size: Int64(bytes.count), changed: 0)
        return .photo(PhotoShot(file: file, seed: 3, parity: 1, subject: nil))
    }

    func sums(of work: PictureWork) throws -> [UInt64] {
        let drawing = try SceneDrawing(work)
        let canvas = Picture(width: Self.size.width, height: Self.size.height)
        return try [3, 20, 47].map { frame in
            try drawing.draw(frame, canvas)
            var sum: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in canvas.bytes { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
            return sum
        }
    }

    @Test("it is the one whose pictures are known here")
    func isKnown() { #expect(PictureWork.version == Self.version, Self.advice) }

    @Test(
        "scenery is drawn as ever", arguments: ["waves", "ridges", "sea", "aurora", "hills", "lights", "city"])
    func scenery(name: String) throws {
        let sums = try sums(of: Self.work(Self.scenery(name)))
        #expect(sums == Self.sums[name], Self.advice)
    }

    @Test("captions are drawn as ever", arguments: [CaptionStyle.clean, .karaoke, .boxed])
    func captions(style: CaptionStyle) throws {
        let sums = try sums(of: Self.work(Self.scenery("ridges"), captions: style))
        #expect(sums == Self.sums[style.rawValue], Self.advice)
    }

    @Test("cards are drawn as ever", arguments: Card.Role.allCases)
    func cards(role: Card.Role) throws {
        let card = Card(role: role, text: role == .number ? "37 %" : "Still water", detail: "of the shore")
        let sums = try sums(of: Self.work(.card(card, over: Self.scenery("hills"))))
        #expect(sums == Self.sums[role.rawValue], Self.advice)
    }

    @Test("photographs move as ever")
    func photographs() async throws {
        try await withScratch { folder in
            let sums = try sums(of: Self.work(try Self.photo(in: folder)))
            #expect(sums == Self.sums["photo"], Self.advice)
        }
    }
}
