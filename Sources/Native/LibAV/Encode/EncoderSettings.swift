internal import Film

/// How hard the encoder works for each quality; part of a scene's identity, so a change re-encodes every scene.
///
/// Measured on two panned photographs at 1080p30 (x264 core 164, one thread, 5 s each: processor seconds, Mb/s, SSIM),
/// with moviepy's setting, `medium` at 23, as the mark to beat:
///
///     medium 23       6.8 s   2.2 / 1.2 Mb/s   0.970 / 0.988    moviepy
///     ultrafast 23    0.9 s  16.6 / 2.2 Mb/s   0.960 / 0.985
///     veryfast 20     2.5 s   2.6 / 1.5 Mb/s   0.972 / 0.989    standard: better at 36 % of the work
///     veryfast 20, no B-frames   2.0 s   6.1 / 2.2 Mb/s   0.970 / 0.988
///     medium 17       9.5 s   5.9 / 3.1 Mb/s   0.985 / 0.993    high
///
/// Draft is for looking at a cut soon: `ultrafast` at 26.
struct EncoderSettings: Equatable {
    /// x264's speed preset.
    let preset: String
    /// Constant rate factor: lower is better and bigger.
    let rateFactor: Int
    /// Frames that x264 looks ahead; each costs memory for a whole picture, times the scenes encoded side by side.
    let lookahead: Int
    /// The most bits that a pixel may take on average over a second: a bound for players, far above what most need.
    let bitsPerPixel: Double

    /// The settings for a quality.
    init(_ quality: Quality) {
        switch quality {
        case .draft: (preset, rateFactor, lookahead, bitsPerPixel) = ("ultrafast", 26, 0, 0.2)
        case .standard: (preset, rateFactor, lookahead, bitsPerPixel) = ("veryfast", 20, 10, 0.2)
        case .high: (preset, rateFactor, lookahead, bitsPerPixel) = ("medium", 17, 20, 0.3)
        }
    }

    /// The most bits per second at a size and rate; the buffer of one second lets two seconds hold half as much again.
    func peakBitRate(size: PictureSize, frameRate: FrameRate) -> Int {
        Int(Double(size.width * size.height) * frameRate.framesPerSecond * bitsPerPixel)
    }

    /// libav options for an encoder.
    ///
    /// Every key picture is placed by us: `scenecut=0` keeps x264 from adding its own, `forced-idr` makes each asked-for
    /// one a true start. `stitchable` keeps the parameter sets free of what a scene's content would change.
    func options(for kind: EncoderKind) -> [(name: String, value: String)] {
        switch kind {
        case .x264:
            [
                ("preset", preset), ("crf", "\(rateFactor)"), ("profile", "high"), ("forced-idr", "1"),
                ("x264-params", "scenecut=0:stitchable=1:open-gop=0:rc-lookahead=\(lookahead):sync-lookahead=0"),
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
