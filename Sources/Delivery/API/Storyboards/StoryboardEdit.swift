package import Film

/// The operations form of a storyboard's change: small steps that people and programs can say without the whole
/// document.
///
/// A scene is named by its id, or by its place, counted from 1 at the moment of the step.
package enum StoryboardEdit {
    /// Steps in one request.
    package static let limit = 500

    private enum Operation: String, CaseIterable {
        case edit
        case lock
        case unlock
        case move
        case alternative
        case remove
        case insert
        case set
    }

    /// Carries out steps in order; the first that cannot be done refuses them all.
    ///
    /// - Throws: An ``APIError`` that names the step.
    package static func apply(_ operations: [JSONValue], to storyboard: inout Storyboard) throws(APIError) {
        guard operations.count <= limit else {
            throw APIError(.invalidValue, "operations has more than \(limit) steps.", param: "operations")
        }
        for (index, operation) in operations.enumerated() {
            let place = "operations[\(index)]"
            guard case .object(let values) = operation else {
                throw APIError(.invalidValue, "\(place) is \(operation.described); it must be an object.", param: place)
            }
            try apply(Fields(values, place: place), to: &storyboard)
        }
    }

    private static func apply(_ fields: Fields, to storyboard: inout Storyboard) throws(APIError) {
        guard let operation = try fields.choice("op", of: Operation.self) else { throw fields.missing("op") }
        switch operation {
        case .edit: try edit(fields, &storyboard)
        case .lock, .unlock:
            try fields.only(["op", "scene"])
            storyboard.scenes[try scene(fields, storyboard)].shot.locked = operation == .lock
        case .move:
            try fields.only(["op", "scene", "to"])
            let index = try scene(fields, storyboard)
            guard let place = try fields.whole("to", in: 1...storyboard.scenes.count) else {
                throw fields.missing("to")
            }
            storyboard.scenes.insert(storyboard.scenes.remove(at: index), at: place - 1)
        case .alternative: try choose(fields, &storyboard)
        case .remove:
            try fields.only(["op", "scene"])
            storyboard.scenes.remove(at: try scene(fields, storyboard))
        case .insert: try insert(fields, &storyboard)
        case .set: try set(fields, &storyboard)
        }
    }

    // MARK: - Steps

    private static func edit(_ fields: Fields, _ storyboard: inout Storyboard) throws(APIError) {
        try fields.only([
            "op", "scene", "text", "queries", "avoid", "voice", "recording", "pause_after", "minimum_duration",
            "entrance",
        ])
        let index = try scene(fields, storyboard)
        var scene = storyboard.scenes[index]
        if let text = try fields.text("text", limit: DocumentLimits.narration) { scene.narration = text }
        if let queries = try fields.texts("queries", limit: DocumentLimits.line, count: DocumentLimits.list) {
            scene.shot.queries = queries
            // Other wishes: what was chosen for the old ones is looked for again.
            if !scene.shot.locked {
                scene.shot.choice = nil
                scene.shot.runnersUp = []
            }
        }
        if let avoid = try fields.texts("avoid", limit: DocumentLimits.line, count: DocumentLimits.list) {
            scene.shot.avoid = avoid
        }
        if let voice = try fields.text("voice") {
            scene.voice = VoiceChoice(id: voice, speed: scene.voice?.speed ?? storyboard.voice?.speed ?? 1)
        }
        if let id = try fields.text("recording", limit: 100) {
            scene.recording = try UploadField.id(id, in: fields, "recording").map { Recording(file: $0) }
        }
        if let pause = try fields.whole("pause_after", in: 0...DocumentLimits.pause) { scene.pauseAfter = pause }
        if let least = try fields.whole("minimum_duration", in: 0...DocumentLimits.hold) {
            scene.minimumDuration = least
        }
        if let entrance = try fields.choice("entrance", of: Transition.self) { scene.entrance = entrance }
        storyboard.scenes[index] = scene
    }

    /// Takes another of the ranked pictures; the one that stood there becomes the first alternative.
    private static func choose(_ fields: Fields, _ storyboard: inout Storyboard) throws(APIError) {
        try fields.only(["op", "scene", "rank"])
        let index = try scene(fields, storyboard)
        var shot = storyboard.scenes[index].shot
        guard !shot.runnersUp.isEmpty else {
            throw APIError(
                .invalidValue, "\(fields.path("scene")): this scene has no alternatives.", param: fields.path("scene"))
        }
        let rank = try fields.whole("rank", in: 1...shot.runnersUp.count) ?? 1
        let taken = shot.runnersUp.remove(at: rank - 1)
        if let before = shot.choice { shot.runnersUp.insert(before, at: 0) }
        shot.choice = taken
        shot.locked = true
        storyboard.scenes[index].shot = shot
    }

    /// Puts a new scene before a place, or at the end.
    private static func insert(_ fields: Fields, _ storyboard: inout Storyboard) throws(APIError) {
        try fields.only(["op", "at", "text", "queries", "minimum_duration"])
        let count = storyboard.scenes.count
        let place = try fields.whole("at", in: 1...count + 1) ?? count + 1
        guard let text = try fields.text("text", limit: DocumentLimits.narration) else { throw fields.missing("text") }
        let queries = try fields.texts("queries", limit: DocumentLimits.line, count: DocumentLimits.list)
        let scene = Scene(
            id: freshID(for: text, in: storyboard), narration: text,
            minimumDuration: try fields.whole("minimum_duration", in: 0...DocumentLimits.hold) ?? 0,
            shot: Shot(queries: queries ?? [String(text.prefix(100))]))
        storyboard.scenes.insert(scene, at: place - 1)
    }

    /// Changes what holds for the whole film.
    private static func set(_ fields: Fields, _ storyboard: inout Storyboard) throws(APIError) {
        try fields.only(["op", "title", "voice", "speed", "captions", "music", "logo", "corner", "quality"])
        if let title = try fields.text("title") { storyboard.title = title }
        if let voice = try fields.text("voice") {
            storyboard.voice =
                voice == "none" ? nil : VoiceChoice(id: voice, speed: storyboard.voice?.speed ?? 1)
        }
        if let speed = try fields.number("speed", in: VoiceChoice.speeds) { storyboard.voice?.speed = speed }
        if let captions = try fields.choice("captions", of: CaptionStyle.self) { storyboard.captions = captions }
        if let mood = try fields.text("music") { storyboard.music = mood == "none" ? .none : .mood(mood) }
        if let quality = try fields.choice("quality", of: Quality.self) { storyboard.quality = quality }
        let corner = try fields.choice("corner", of: Logo.Corner.self)
        if let id = try fields.text("logo", limit: 100) {
            let place = corner ?? storyboard.logo?.corner ?? .topRight
            storyboard.logo = try UploadField.id(id, in: fields, "logo").map { Logo(file: $0, corner: place) }
        } else if let corner {
            guard storyboard.logo != nil else { throw fields.missing("logo", "The film has no logo to move.") }
            storyboard.logo?.corner = corner
        }
    }

    // MARK: - Scenes

    /// The index of the scene that a step names.
    private static func scene(_ fields: Fields, _ storyboard: Storyboard) throws(APIError) -> Int {
        switch fields["scene"] {
        case nil: throw fields.missing("scene", "Name it by its id, or by its place from 1.")
        case .text(let id)?:
            if let index = storyboard.scenes.firstIndex(where: { $0.id == id }) { return index }
            throw fields.wrong("scene", mustBe: "the id of a scene", among: storyboard.scenes.map(\.id))
        case .whole(let place)?:
            guard storyboard.scenes.indices.contains(Int(clamping: place) - 1) else { fallthrough }
            return Int(place) - 1
        default:
            throw fields.wrong("scene", mustBe: "a scene's id, or its place from 1 to \(storyboard.scenes.count)")
        }
    }

    /// An id that follows from the words, so that the same change gives the same document.
    private static func freshID(for text: String, in storyboard: Storyboard) -> String {
        let used = Set(storyboard.scenes.map(\.id))
        let id = "s-" + Digests.sha256(Array(text.utf8)).prefix(10)
        var candidate = id
        var count = 1
        while used.contains(candidate) {
            count += 1
            candidate = "\(id)-\(count)"
        }
        return candidate
    }
}
