internal import Film

/// How hard the encoder works for each quality; part of a scene's identity, so a change re-encodes every scene.
struct EncoderSettings: Equatable {
    /// x264's speed preset.
    let preset: String
    /// Constant rate factor: lower is better and bigger.
    let rateFactor: Int
    /// Frames that x264 looks ahead; each costs memory for a whole picture, times the scenes encoded side by side.
    let lookahead: Int

    /// The settings for a quality.
    init(_ quality: Quality) {
        switch quality {
        case .draft: (preset, rateFactor, lookahead) = ("superfast", 23, 10)
        case .standard: (preset, rateFactor, lookahead) = ("veryfast", 20, 10)
        case .high: (preset, rateFactor, lookahead) = ("medium", 17, 20)
        }
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
