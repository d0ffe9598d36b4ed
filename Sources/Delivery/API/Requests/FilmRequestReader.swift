import Film
package import Films
import Planning

/// Turns a client's fields into a ``FilmRequest``, or into one sentence saying which of them is wrong.
package struct FilmRequestReader: Sendable {
    /// Every field that a film can be asked for with.
    package static let known = [
        "callback_url", "captions", "fps", "input_reference", "keep", "labels", "length", "logo", "media", "model",
        "music", "priority", "prompt", "quality", "recording", "script", "seconds", "seed", "shape", "size", "speed",
        "storyboard", "title", "voice",
    ]

    /// Characters that a prompt may have, as in OpenAI's contract.
    package static let promptLimit = 32_000
    /// Labels that a film may carry.
    package static let labelCount = 16
    /// Characters of a label's name and of its value.
    package static let labelLimit = 200
    /// Uploads that a film may be illustrated with.
    package static let mediaCount = 50
    /// Seconds that a film may be asked to have.
    package static let lengths: ClosedRange<Double> = 1...14_400
    /// Seconds for which a finished film may be kept: a minute to ten years.
    package static let keeping = 60...315_360_000

    private let fields: Fields
    private let base: FilmRequest?

    /// Begins with a body's fields.
    ///
    /// - Parameters:
    ///   - fields: What the client sent.
    ///   - base: An earlier request, whose words are replaced and whose every other choice stands unless it is given.
    package init(_ fields: Fields, base: FilmRequest? = nil) {
        self.fields = fields
        self.base = base
    }

    /// Reads everything; what needs the service's own knowledge (voices, uploads) is checked by the caller.
    ///
    /// - Throws: An ``APIError`` with the field at fault.
    package func request() throws(APIError) -> FilmRequest {
        try fields.only(Self.known)
        let brief = try brief()
        var request = base ?? FilmRequest(brief: brief)
        request.brief = brief
        if let model = try fields.text("model", limit: 200) { request.model = model }
        request.title = try title()
        if let length = try length() {
            request.brief.length = length.seconds
            request.seconds = length.typed
        }
        let storyboard = try storyboard()
        request.storyboard = try storyboard.map { board throws(APIError) in
            String(decoding: try StoryboardCheck.text(of: board), as: UTF8.self)
        }
        // A film has its name from the start, even if it fails before it is planned.
        if let title = storyboard?.title, !title.isEmpty, request.title == nil { request.title = title }
        if let labels = try fields.labels("labels", count: Self.labelCount, limit: Self.labelLimit) {
            request.labels = labels
        }
        if let media = try fields.texts("media", limit: 100, count: Self.mediaCount) { request.media = media }
        if let reference = try reference() { request.media.insert(reference, at: 0) }
        if let callback = try callback() { request.callback = callback }
        if let keep = try fields.whole("keep", in: Self.keeping) { request.keep = keep }
        if let priority = try fields.whole("priority", in: -10...10) { request.priority = priority }
        return request
    }

    // MARK: - Words

    private func brief() throws(APIError) -> Brief {
        let prompt = try words("prompt", limit: Self.promptLimit)
        let script = try words("script", limit: DocumentLimits.text)
        let source: Brief.Source
        switch (prompt, script) {
        case (.some, .some):
            throw APIError(.invalidValue, "prompt and script were both given; give one of them.", param: "script")
        case (let prompt?, nil): source = .prompt(prompt)
        case (nil, let script?): source = .script(script)
        case (nil, nil):
            guard fields["storyboard"] != nil else {
                throw fields.missing("prompt", "Give a prompt, a script or a storyboard.")
            }
            source = .prompt("")
        }
        var brief = base?.brief ?? Brief(source: source)
        brief.source = source
        try looks(&brief)
        try sound(&brief)
        return brief
    }

    private func words(_ name: String, limit: Int) throws(APIError) -> String? {
        guard let text = try fields.text(name, limit: limit) else { return nil }
        guard text.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil })
        else { throw fields.wrong(name, mustBe: "a text with words to speak") }
        guard !text.unicodeScalars.contains("\0") else {
            throw APIError(.invalidValue, "\(name) holds a null character; it must be plain text.", param: name)
        }
        return text
    }

    private func title() throws(APIError) -> String? {
        guard let title = try fields.text("title") else { return nil }
        guard !title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw fields.wrong("title", mustBe: "one line of text")
        }
        return title
    }

    // MARK: - Looks

    private func looks(_ brief: inout Brief) throws(APIError) {
        if fields["size"] != nil, fields["shape"] != nil {
            throw APIError(.invalidValue, "size and shape were both given; give one of them.", param: "shape")
        }
        if let size = try fields.text("size") {
            do throws(FilmError) {
                brief.size = try PictureSize(parsing: size)
            } catch {
                throw APIError(.invalidValue, error.description, param: "size")
            }
        }
        if let shape = try fields.choice("shape", of: Shape.self) { brief.size = shape.size() }
        if let rate = try fields.whole("fps", in: 1...1_000) {
            guard FrameRate.offered.contains(rate) else {
                throw fields.wrong("fps", mustBe: Wording.list(FrameRate.offered.map(String.init)))
            }
            brief.frameRate = FrameRate(rate)
        }
        if let quality = try fields.choice("quality", of: Quality.self) { brief.quality = quality }
        if let seed = try seed() { brief.seed = seed }
        if case .object? = fields["captions"], let captions = try fields.object("captions") {
            try captions.only(["style"])
            if let style = try captions.choice("style", of: CaptionStyle.self) { brief.captions = style }
        } else if let style = try fields.choice("captions", of: CaptionStyle.self) {
            brief.captions = style
        }
        try logo(&brief)
    }

    /// An upload's id, or an object with it and a corner; a corner alone moves the logo of the film that this one is
    /// made after.
    private func logo(_ brief: inout Brief) throws(APIError) {
        guard case .object? = fields["logo"], let object = try fields.object("logo") else {
            if let id = try fields.text("logo", limit: 100) {
                brief.logo = try UploadField.id(id, in: fields, "logo").map { Logo(file: $0) }
            }
            return
        }
        try object.only(["corner", "file_id"])
        let corner = try object.choice("corner", of: Logo.Corner.self)
        if let id = try object.text("file_id", limit: 100) {
            brief.logo = try UploadField.id(id, in: object, "file_id").map {
                Logo(file: $0, corner: corner ?? .topRight)
            }
        } else {
            guard brief.logo != nil else { throw object.missing("file_id") }
            if let corner { brief.logo?.corner = corner }
        }
    }

    private func seed() throws(APIError) -> UInt64? {
        switch fields["seed"] {
        case nil: return nil
        case .whole(let number)? where number >= 0: return UInt64(number)
        case .large(let number)?: return number
        // Programs whose numbers are doubles send large seeds as text.
        case .text(let text)?:
            guard let seed = UInt64(text) else { fallthrough }
            return seed
        default: throw fields.wrong("seed", mustBe: "a whole number from 0 to \(UInt64.max)")
        }
    }

    /// The wanted length: `seconds` as OpenAI's clients name it, or `length`; a number, or a text such as `1m30s`.
    private func length() throws(APIError) -> (seconds: Double, typed: String)? {
        if fields["seconds"] != nil, fields["length"] != nil {
            throw APIError(.invalidValue, "seconds and length were both given; give one of them.", param: "length")
        }
        let name = fields["length"] != nil ? "length" : "seconds"
        let found: (Double, String)? =
            switch fields[name] {
            case .whole(let number)?: (Double(number), String(number))
            case .number(let number)?: (number, Wording.plain(number))
            case .text(let text)?: DurationText.seconds(text).map { ($0, text) }
            default: nil
            }
        guard fields[name] != nil else { return nil }
        guard let found, Self.lengths.contains(found.0) else {
            throw fields.wrong(name, mustBe: "1 second to 4 hours, as 60, \"90s\" or \"1m30s\"")
        }
        return found
    }

    // MARK: - Sound

    private func sound(_ brief: inout Brief) throws(APIError) {
        if case .object? = fields["voice"], let voice = try fields.object("voice") {
            try voice.only(["id", "speed"])
            guard let id = try voice.text("id") else { throw voice.missing("id") }
            brief.voice = VoiceChoice(id: id, speed: try voice.number("speed", in: VoiceChoice.speeds) ?? 1)
        } else if let id = try fields.text("voice") {
            brief.voice = VoiceChoice(id: id, speed: brief.voice?.speed ?? 1)
        }
        if let speed = try fields.number("speed", in: VoiceChoice.speeds) { brief.voice?.speed = speed }
        if brief.voice?.id.lowercased() == "none" { brief.voice = nil }
        // Other words were not read in it.
        brief.recording = nil
        if case .object? = fields["recording"], let recording = try fields.object("recording") {
            try recording.only(["file_id"])
            guard let id = try recording.text("file_id", limit: 100) else { throw recording.missing("file_id") }
            brief.recording = try UploadField.id(id, in: recording, "file_id")
        } else if let id = try fields.text("recording", limit: 100) {
            brief.recording = try UploadField.id(id, in: fields, "recording")
        }
        if case .object? = fields["music"], let music = try fields.object("music") {
            try music.only(["mood"])
            guard let mood = try music.text("mood") else { throw music.missing("mood") }
            brief.music = .mood(mood)
        } else if let mood = try fields.text("music") {
            brief.music = mood.lowercased() == "none" ? .none : .mood(mood)
        }
    }

    // MARK: - What only a service knows

    /// An uploaded picture or clip: the id that the form's file was stored under, or `{"file_id": …}`.
    private func reference() throws(APIError) -> String? {
        guard case .object? = fields["input_reference"], let reference = try fields.object("input_reference") else {
            return try fields.text("input_reference", limit: 100)
        }
        try reference.only(["file_id", "image_url"])
        if reference["image_url"] != nil {
            throw APIError(
                .invalidValue,
                "input_reference.image_url is not fetched here; upload the picture and give its id as file_id.",
                param: "input_reference.image_url")
        }
        guard let id = try reference.text("file_id", limit: 100) else { throw reference.missing("file_id") }
        return id
    }

    private func storyboard() throws(APIError) -> Storyboard? {
        guard let value = fields["storyboard"] else { return nil }
        let bytes: [UInt8]
        switch value {
        case .object: bytes = value.canonicalBytes
        case .text(let text): bytes = Array(text.utf8)
        default: throw fields.wrong("storyboard", mustBe: "a storyboard object")
        }
        return try StoryboardCheck.read(bytes)
    }

    private func callback() throws(APIError) -> String? {
        guard let address = try fields.text("callback_url", limit: 2_048) else { return nil }
        let lower = address.lowercased()
        let rest =
            lower.hasPrefix("https://") ? lower.dropFirst(8) : lower.hasPrefix("http://") ? lower.dropFirst(7) : ""
        guard let host = rest.first, host != "/", host != "?", host != "#", host != ":", host != "@",
            address.utf8.allSatisfy({ (33...126).contains($0) })
        else { throw fields.wrong("callback_url", mustBe: "an http or https address") }
        return address
    }
}
