internal import CLibAV
internal import Film

/// How hard the encoder works for each quality; part of a scene's identity, so a change re-encodes every scene.
///
/// Measured on two panned photographs at 1080p30, 5 s each (x264 core 164, one thread: processor seconds, Mb/s and SSIM
/// of both, memory), with moviepy's setting, `medium` at 23, as the mark to beat:
///
///     medium 23                  6.8 s    2.2 / 1.2 Mb/s    0.970 / 0.988             moviepy
///     ultrafast 26               0.9 s                                 about 40 MB    draft
///     veryfast 20, lookahead 10  2.9 s    2.6 / 1.5 Mb/s    0.972 / 0.989    155 MB
///     veryfast 19, lookahead 6   3.1 s    2.7 / 1.7 Mb/s    0.971 / 0.989    127 MB   standard
///     veryfast 20, no B-frames   2.0 s    6.1 / 2.2 Mb/s    0.970 / 0.988
///     medium 17, lookahead 20    9.6 s    5.9 / 3.1 Mb/s    0.985 / 0.993    225 MB
///     medium 17, lookahead 10    9.6 s           2.9 Mb/s           0.993    157 MB   high
///
/// How B-frames are placed, on twelve seconds each of a film of photographs, of clips and of scenery, and four seconds of
/// shaking, a cut and a flash (`veryfast 19, lookahead 6`, two threads: seconds, kB and SSIM):
///
///     adaptive (b-adapt=1)   6.9  4582  0.9784   5.2  3833  0.9823   3.8  1748  0.9873   3.5  5321  0.9988
///     fixed    (b-adapt=0)   5.6  4765  0.9787   4.4  4073  0.9830   3.3  1827  0.9876   3.1  4858  0.9988   standard
///     and one subpixel step  4.3  5392  0.9789                       2.6  1834  0.9873
///
/// The fixed pattern takes a sixth less for 2 to 3 % more bits at equal SSIM; fewer subpixel steps, which would take a
/// third less, cost 8 to 12 % more.
///
/// Standard shows more than moviepy's at less than half of the work; its short lookahead costs a tenth in size and saves
/// 28 MB for each scene that is encoded beside another. Draft is for looking at a cut soon.
struct EncoderSettings: Equatable {
    /// x264's speed preset.
    let preset: String
    /// Constant rate factor: lower is better and bigger.
    let rateFactor: Int
    /// Frames that x264 looks ahead; each costs memory for a whole picture, times the scenes encoded side by side.
    let lookahead: Int
    /// Whether x264 weighs where B-frames pay, rather than placing three in a row.
    let placesBFrames: Bool
    /// The most bits that a pixel may take on average over a second with a hardware encoder, far above what most need.
    let bitsPerPixel: Double

    /// The settings for a quality.
    init(_ quality: Quality) {
        switch quality {
        case .draft: (preset, rateFactor, lookahead, bitsPerPixel) = ("ultrafast", 26, 0, 0.2)
        case .standard: (preset, rateFactor, lookahead, bitsPerPixel) = ("veryfast", 19, 6, 0.2)
        case .high: (preset, rateFactor, lookahead, bitsPerPixel) = ("medium", 17, 10, 0.3)
        }
        placesBFrames = quality != .standard
    }

    /// The most bits per second at a size and rate; the buffer of one second lets two seconds hold half as much again.
    func peakBitRate(size: PictureSize, frameRate: FrameRate) -> Int {
        Int(Double(size.width * size.height) * frameRate.framesPerSecond * bitsPerPixel)
    }

    /// Keeps x264 off AVX-512 for picture widths at which that makes its output a matter of chance.
    ///
    /// Its AVX-512 code for looking ahead (macroblock tree) takes eight macroblocks at a time and reads past rows that
    /// are no multiple of that, so that what the heap held before decides some bits: with `MALLOC_PERTURB_` at 0, 85, 170
    /// and 255, core 164 gave up to three different streams at each width of 45, 68, 69, 70, 71 and 84 macroblocks, and
    /// one at 8, 24, 32, 40, 48, 56, 64, 72, 80 and 120. With AVX2 it always gave one, the very same where both are
    /// stable, for 15 % more work.
    func instructionSet(width: Int) -> String {
        let macroblocks = (width + 15) / 16
        return lookahead > 0 && !macroblocks.isMultiple(of: 8) && clibav_has_avx512() != 0 ? ":asm=AVX2" : ""
    }

    /// libav options for an encoder.
    ///
    /// Every key picture is placed by us: `scenecut=0` keeps x264 from adding its own, `forced-idr` makes each asked-for
    /// one a true start. `stitchable` keeps the parameter sets free of what a scene's content would change.
    func options(for kind: EncoderKind, instructionSet: String = "") -> [(name: String, value: String)] {
        switch kind {
        case .x264:
            [
                ("preset", preset), ("crf", "\(rateFactor)"), ("profile", "high"), ("forced-idr", "1"),
                (
                    "x264-params",
                    "scenecut=0:stitchable=1:open-gop=0:rc-lookahead=\(lookahead):sync-lookahead=0"
                        + (placesBFrames ? "" : ":b-adapt=0") + instructionSet
                ),
            ]
        case .nvenc:
            [
                ("preset", "p5"), ("rc", "vbr"), ("cq", "\(rateFactor + 2)"), ("profile", "high"),
                ("forced-idr", "1"), ("no-scenecut", "1"), ("delay", "0"),
            ]
        case .videoToolbox:
            [("profile", "high"), ("realtime", "0")]
        }
    }
}
