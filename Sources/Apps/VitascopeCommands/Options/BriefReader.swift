internal import Film
internal import Planning
internal import Platform

/// Turns what a person typed into a ``Brief``, or into one sentence saying what is wrong with it.
enum BriefReader {
    /// Reads the options over the brief's defaults; what a script asks for itself is laid between them by the planner.
    static func read(_ source: Brief.Source, _ options: FilmOptions) throws(FilmError) -> Brief {
        var brief = Brief(source: source)
        try apply(options, to: &brief)
        return brief
    }

    /// Lays the given options over a brief; what was not given stays.
    static func apply(_ options: FilmOptions, to brief: inout Brief) throws(FilmError) {
        if options.size != nil, options.shape != nil {
            throw FilmError(.usage, "--size and --shape were both given.", remedy: "Give one of them.")
        }
        if let size = options.size { brief.size = try PictureSize(parsing: size) }
        if let name = options.shape {
            guard let shape = Shape(rawValue: name) else {
                throw unknown("shape", name, Shape.allCases.map(\.rawValue))
            }
            brief.size = shape.size()
        }
        if let fps = options.fps {
            guard let rate = Int(fps), FrameRate.offered.contains(rate) else {
                throw FilmError(
                    .usage, "--fps \(quoted(fps)) is not a frame rate that a film may have.",
                    remedy: "Use \(list(FrameRate.offered.map(String.init))).")
            }
            brief.frameRate = FrameRate(rate)
        }
        if let length = options.length { brief.length = try seconds(length) }
        if let captions = options.captions {
            guard let style = CaptionStyle(rawValue: captions.lowercased()) else {
                throw unknown("captions", captions, CaptionStyle.allCases.map(\.rawValue))
            }
            brief.captions = style
        }
        if let quality = options.quality {
            guard let chosen = Quality(rawValue: quality.lowercased()) else {
                throw unknown("quality", quality, Quality.allCases.map(\.rawValue))
            }
            brief.quality = chosen
        }
        if let seed = options.seed {
            guard let number = UInt64(seed) else {
                throw FilmError(
                    .usage, "--seed \(quoted(seed)) is not a whole number from 0 up.", remedy: "Use one, as --seed 7.")
            }
            brief.seed = number
        }
        try applyVoice(options, to: &brief)
        if let recording = options.recording { brief.recording = FileSystem.absolute(recording) }
        if let music = options.music { brief.music = musicChoice(music) }
        try applyLogo(options, to: &brief)
    }

    /// The logo is found wherever its storyboard is rendered from, so its path is made whole.
    private static func applyLogo(_ options: FilmOptions, to brief: inout Brief) throws(FilmError) {
        if let logo = options.logo { brief.logo = Logo(file: FileSystem.absolute(logo)) }
        guard let name = options.logoCorner else { return }
        guard let corner = Logo.Corner(rawValue: name.lowercased()) else {
            throw unknown("logo-corner", name, Logo.Corner.allCases.map(\.rawValue))
        }
        guard brief.logo != nil else {
            throw FilmError(
                .usage, "--logo-corner was given without --logo.", remedy: "Name the logo's file with --logo.")
        }
        brief.logo?.corner = corner
    }

    private static func applyVoice(_ options: FilmOptions, to brief: inout Brief) throws(FilmError) {
        if let voice = options.voice {
            brief.voice = voice.lowercased() == "none" ? nil : VoiceChoice(id: voice, speed: brief.voice?.speed ?? 1)
        }
        if let speed = options.speed {
            guard let rate = Double(speed), rate >= 0.5, rate <= 2 else {
                throw FilmError(
                    .usage, "--speed \(quoted(speed)) is not a speaking rate.",
                    remedy: "Use a number from 0.5 (half as fast) to 2 (twice as fast).")
            }
            brief.voice?.speed = rate
        }
    }

    /// A mood, a file, or none: what holds a slash or a dot names a file.
    static func musicChoice(_ text: String) -> MusicChoice {
        if text.lowercased() == "none" { return .none }
        return text.contains("/") || text.contains(".") ? .file(text) : .mood(text)
    }

    /// Reads `60`, `60s`, `2m`, `1m30s` or `1:30` as seconds, 1 s to 4 h.
    static func seconds(_ text: String) throws(FilmError) -> Double {
        guard let value = DurationText.seconds(text) else {
            throw FilmError(
                .usage, "--length \(quoted(text)) is not a length.", remedy: "Use seconds, as 60s, or 1:30, or 2m.")
        }
        guard (1...14_400).contains(value) else {
            throw FilmError(
                .usage, "--length \(quoted(text)) is outside what a film may have.", remedy: "Use 1 second to 4 hours.")
        }
        return value
    }

    private static func unknown(_ option: String, _ value: String, _ allowed: [String]) -> FilmError {
        let near = NearestName.find(value, among: allowed)
        let hint = near.map { "Did you mean \($0)? " } ?? ""
        return FilmError(
            .usage, "--\(option) \(quoted(value)) is not known.", remedy: "\(hint)Use \(list(allowed)).")
    }

    static func quoted(_ text: String) -> String {
        let clean = text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(60)
        return "\"\(String(String.UnicodeScalarView(clean)))\""
    }

    static func list(_ items: [String]) -> String {
        guard items.count > 1, let last = items.last else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " or " + last
    }
}
