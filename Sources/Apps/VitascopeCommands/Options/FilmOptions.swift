internal import ArgumentParser
internal import Film

/// How the film should be: the options that `make` and `plan` share.
struct FilmOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A Markdown script instead of a prompt; - reads standard input.", valueName: "FILE.md"))
    var script: String?

    @Option(help: ArgumentHelp("Picture size, as 1920x1080.", valueName: "WxH"))
    var size: String?

    @Option(
        help: ArgumentHelp("Picture shape at 1080 lines: 16:9, 9:16, 1:1 or 4:5 (default 16:9).", valueName: "SHAPE"))
    var shape: String?

    @Option(help: ArgumentHelp("Frames per second: 24, 25, 30, 50 or 60 (default 30).", valueName: "N"))
    var fps: String?

    @Option(help: ArgumentHelp("Wanted length, as 60s, 90, 1:30 or 2m; narration is never cut.", valueName: "TIME"))
    var length: String?

    @Option(
        help: ArgumentHelp("Who speaks: a name from 'vitascope voices', or none (default heart).", valueName: "VOICE"))
    var voice: String?

    @Option(help: ArgumentHelp("Speaking rate, 0.5 to 2 (default 1).", valueName: "X"))
    var speed: String?

    @Option(
        help: ArgumentHelp(
            "A recording of you reading the words, heard instead of a voice; any sound or video file.",
            valueName: "FILE"))
    var recording: String?

    @Option(help: ArgumentHelp("Caption style: clean, karaoke, boxed or none (default clean).", valueName: "STYLE"))
    var captions: String?

    @Option(help: ArgumentHelp("Music: a mood, a file of yours, or none (default calm).", valueName: "MOOD|FILE|none"))
    var music: String?

    @Option(help: ArgumentHelp("A picture of yours that stands in a corner of the whole film.", valueName: "FILE"))
    var logo: String?

    @Option(
        help: ArgumentHelp(
            "The logo's corner: top-left, top-right, bottom-left or bottom-right (default top-right).",
            valueName: "CORNER"))
    var logoCorner: String?

    @Option(help: ArgumentHelp("Encoder effort: draft, standard or high (default standard).", valueName: "QUALITY"))
    var quality: String?

    @Option(help: ArgumentHelp("Decides everything left to chance (default 1).", valueName: "N"))
    var seed: String?
}
