internal import API
internal import Film

/// What the command line asks for, as the service's fields.
enum Submission {
    /// What a service knows besides the film itself.
    struct Extras: Sendable {
        var title: String?
        var labels: [String: String] = [:]
        var callback: String?
        var keep: Int?
        var priority: Int?
    }

    /// The JSON body of `POST /v1/videos`: only what was given, so that the service's own defaults hold.
    ///
    /// - Parameters:
    ///   - source: The words.
    ///   - options: How the film should be; they were checked.
    ///   - extras: What a service knows besides.
    /// - Returns: JSON.
    /// - Throws: A `FilmError` for what cannot be sent.
    static func body(_ source: Brief.Source, _ options: FilmOptions, _ extras: Extras) throws(FilmError) -> [UInt8] {
        var fields: [String: JSONValue] = [:]
        switch source {
        case .prompt(let text): fields["prompt"] = .text(text)
        case .script(let text): fields["script"] = .text(text)
        }
        let brief = try BriefReader.read(source, options)
        if options.size != nil { fields["size"] = .text("\(brief.size.width)x\(brief.size.height)") }
        if let shape = options.shape { fields["shape"] = .text(shape) }
        if let rate = options.fps.flatMap({ Int64($0) }) { fields["fps"] = .whole(rate) }
        if let length = brief.length { fields["length"] = .number(length) }
        if let voice = options.voice { fields["voice"] = .text(voice.lowercased() == "none" ? "none" : voice) }
        if options.speed != nil, let speed = brief.voice?.speed { fields["speed"] = .number(speed) }
        if options.captions != nil { fields["captions"] = .text(brief.captions.rawValue) }
        if options.quality != nil { fields["quality"] = .text(brief.quality.rawValue) }
        // Above 2^53 as text: numbers of that size do not survive every JSON reader.
        if options.seed != nil { fields["seed"] = .text(String(brief.seed)) }
        if options.music != nil {
            switch brief.music {
            case .mood(let mood): fields["music"] = .text(mood)
            case .none: fields["music"] = .text("none")
            case .file(let path):
                throw FilmError(
                    .usage, "--music \(BriefReader.quoted(path)) is a file on this machine.",
                    remedy: "Upload it first (PUT /v1/uploads) and give the upload's id, or use a mood.")
            }
        }
        for case (let field, let file?) in [("recording", options.recording), ("logo", options.logo)] {
            throw FilmError(
                .usage, "--\(field) \(BriefReader.quoted(file)) is a file on this machine.",
                remedy: "Upload it first (PUT /v1/uploads) and give the upload's id as \(field) to POST /v1/videos.")
        }
        if let title = extras.title { fields["title"] = .text(title) }
        if !extras.labels.isEmpty { fields["labels"] = .object(extras.labels.mapValues { .text($0) }) }
        if let callback = extras.callback { fields["callback_url"] = .text(callback) }
        if let keep = extras.keep { fields["keep"] = .whole(Int64(keep)) }
        if let priority = extras.priority { fields["priority"] = .whole(Int64(priority)) }
        return JSONValue.object(fields).canonicalBytes
    }
}
