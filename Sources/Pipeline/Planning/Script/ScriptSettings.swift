package import Film

/// What a script's front matter asks for: a block of `key: value` lines between two `---` lines at its very start.
package struct ScriptSettings: Sendable, Equatable {
    /// The keys there are.
    package static let keys = [
        "captions", "fps", "length", "logo", "logo-corner", "music", "quality", "seed", "shape", "size", "speed",
        "title", "voice",
    ]

    /// The film's title, when there is no heading for it.
    package var title: String?
    /// Narrator; the inner `nil` is a film without a voice.
    package var voice: VoiceChoice??
    /// Speaking rate.
    package var speed: Double?
    /// Music.
    package var music: MusicChoice?
    /// The path of the logo's file.
    package var logo: String?
    /// Where the logo stands.
    package var logoCorner: Logo.Corner?
    /// Caption style.
    package var captions: CaptionStyle?
    /// Picture size.
    package var size: PictureSize?
    /// Frames per second.
    package var frameRate: FrameRate?
    /// Wanted length in seconds.
    package var length: Double?
    /// Encoder effort.
    package var quality: Quality?
    /// Decides what is left to chance.
    package var seed: UInt64?

    /// Settings that ask for nothing.
    package init() {}

    /// Puts what the script asks for into a brief, wherever the brief still has the house default.
    package func apply(to brief: inout Brief) {
        let plain = Brief(source: brief.source)
        if let voice, brief.voice == plain.voice { brief.voice = voice }
        if let speed, brief.voice?.speed == 1 { brief.voice?.speed = speed }
        if let music, brief.music == plain.music { brief.music = music }
        if let logo, brief.logo == plain.logo { brief.logo = Logo(file: logo, corner: logoCorner ?? .topRight) }
        if let captions, brief.captions == plain.captions { brief.captions = captions }
        if let size, brief.size == plain.size { brief.size = size }
        if let frameRate, brief.frameRate == plain.frameRate { brief.frameRate = frameRate }
        if let length, brief.length == plain.length { brief.length = length }
        if let quality, brief.quality == plain.quality { brief.quality = quality }
        if let seed, brief.seed == plain.seed { brief.seed = seed }
    }

    /// Takes one line of front matter.
    /// - Returns: What is wrong with it, or `nil`.
    mutating func take(key: String, value: String, directions: DirectionParser) -> String? {
        let shown = "\"\(value.prefix(40))\""
        switch key {
        case "title": title = TextCleaner.plain(value.prefix(200))
        case "voice":
            if value.lowercased() == "none" {
                voice = .some(nil)
            } else {
                guard case .success(.voice(let choice?)) = directions.parse(name: "voice", value: value) else {
                    return "voice \(shown) is not a voice's name"
                }
                voice = choice
            }
        case "speed":
            guard let number = Double(value), VoiceChoice.speeds.contains(number) else {
                return "speed \(shown) is not a number from 0.5 to 2"
            }
            speed = number
        case "music":
            guard case .success(.music(let choice)) = directions.parse(name: "music", value: value) else {
                return "music \(shown) is not a mood, a file or none"
            }
            music = choice
        case "logo":
            guard !value.isEmpty, !value.contains("://") else { return "logo \(shown) is not a picture's file" }
            logo = directions.path(value)
        case "logo-corner":
            guard let corner = Logo.Corner(rawValue: value.lowercased()) else {
                return "logo-corner \(shown) is not top-left, top-right, bottom-left or bottom-right"
            }
            logoCorner = corner
        case "captions":
            guard let style = CaptionStyle(rawValue: value.lowercased()) else {
                return "captions \(shown) is not clean, karaoke, boxed or none"
            }
            captions = style
        case "shape":
            guard let shape = Shape(rawValue: value) else { return "shape \(shown) is not 16:9, 9:16, 1:1 or 4:5" }
            size = shape.size()
        case "size":
            guard let pixels = try? PictureSize(parsing: value) else {
                return "size \(shown) is not a size such as 1920x1080"
            }
            size = pixels
        case "fps":
            guard let rate = Int(value), FrameRate.offered.contains(rate) else {
                return "fps \(shown) is not 24, 25, 30, 50 or 60"
            }
            frameRate = FrameRate(rate)
        case "length":
            guard let seconds = DurationText.seconds(value), seconds > 0 else {
                return "length \(shown) is not a length such as 60s"
            }
            length = seconds
        case "quality":
            guard let effort = Quality(rawValue: value.lowercased()) else {
                return "quality \(shown) is not draft, standard or high"
            }
            quality = effort
        case "seed":
            guard let number = UInt64(value) else { return "seed \(shown) is not a whole number" }
            seed = number
        default:
            let hint = NearestName.find(key, among: Self.keys).map { "did you mean \($0)?" }
            return "there is no setting \"\(key.prefix(40))\"; "
                + (hint ?? "known are \(Self.keys.joined(separator: ", "))")
        }
        return nil
    }
}
