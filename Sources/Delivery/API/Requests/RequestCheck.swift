package import Film
package import Films
import Webhooks

/// Checks of a request what only the service knows: who can speak, which uploads and files there are.
package struct RequestCheck: Sendable {
    let services: Services

    /// Begins with what the service has.
    package init(_ services: Services) { self.services = services }

    /// Checks a request, and puts the uploads' files in the places of their ids where files are wanted.
    ///
    /// - Throws: An ``APIError`` with the field at fault.
    package func check(_ request: inout FilmRequest) async throws {
        if let voice = request.brief.voice, voice.id != Brief(source: .prompt("")).voice?.id {
            let voices = try await services.voices().map(\.id)
            guard voices.isEmpty || voices.contains(voice.id) else { throw Self.unknown("voice", voice.id, voices) }
        }
        if case .mood(let id) = request.brief.music, UploadID(rawValue: id) != nil {
            request.brief.music = .file(
                try await services.uploads.path(of: id, as: [.sound, .clip], param: "music"))
        } else if case .mood(let mood) = request.brief.music {
            let moods = services.moods
            guard moods.isEmpty || moods.contains(mood) else { throw Self.unknown("music", mood, moods + ["none"]) }
        }
        if let file = request.brief.recording {
            request.brief.recording = try await found(file, as: Self.recordings, param: "recording")
        }
        if let file = request.brief.logo?.file {
            request.brief.logo?.file = try await found(file, as: Self.logos, param: "logo")
        }
        for id in request.media {
            _ = try await services.uploads.path(of: id, as: [.photo, .clip], param: "media")
        }
        if let callback = request.callback, let webhooks = services.webhooks {
            do { try await webhooks.vet(callback) } catch let problem as WebhookProblem {
                throw APIError.telling(problem, id: "", field: "callback_url")
            }
        }
        if let text = request.storyboard {
            try await checkFiles(of: try StoryboardCheck.read(Array(text.utf8)), known: [])
        }
    }

    /// Refuses a storyboard that would show files that nobody gave to the service.
    ///
    /// - Parameters:
    ///   - storyboard: As a client sent it.
    ///   - known: Files that the film had before.
    /// - Throws: An ``APIError`` that names the file's place in the document.
    package func checkFiles(of storyboard: Storyboard, known: Set<String>) async throws(APIError) {
        var known = known
        for file in storyboard.files where !known.contains(file.path) {
            if await services.mayShow(file.path) {
                known.insert(file.path)
                continue
            }
            throw APIError(
                .invalidStoryboard,
                "\(file.place) is \(Wording.quoted(file.path)), which is neither in the service's libraries nor uploaded.",
                param: "storyboard.\(file.place)")
        }
    }

    private static func unknown(_ field: String, _ typed: String, _ known: [String]) -> APIError {
        let hint = NearestName.find(typed, among: known).map { "Did you mean \($0)?" }
        return APIError(
            .invalidValue,
            "\(field) \(Wording.quoted(typed)) is not known. \(hint ?? "Known are \(Wording.list(known, "and")).")",
            param: field)
    }
}
