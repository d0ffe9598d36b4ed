package import Film
package import Films
package import Webhooks

/// What the routes work with: contracts only, chosen by the program.
package struct Services: Sendable {
    /// The films.
    package var films: any FilmStore
    /// Where their files lie.
    package var places: FilmPlaces
    /// Voices that can speak now.
    package var voices: @Sendable () async throws -> [Voice]
    /// Searches the footage library: words and how many at most, best first.
    package var searchLibrary: @Sendable (String, Int) async throws -> [LibraryEntry]
    /// Plans a request without making it: the storyboard, with its pictures matched.
    package var plan: @Sendable (FilmRequest) async throws -> Storyboard
    /// Gets a request's speech and pictures ready ahead of its submission.
    package var prefetch: @Sendable (FilmRequest) async throws -> Void
    /// Milliseconds since 1970.
    package var now: @Sendable () -> Int64
    /// The build's version.
    package var version: String
    /// Hands events on; the program runs it (``EventHub/run()``).
    package var hub: EventHub
    /// Webhooks; `nil` where the service sends none.
    package var webhooks: WebhookService?
    /// Uploaded media.
    package var uploads: UploadStore

    /// Moods of music that can be asked for; empty when nobody knows.
    package var moods: [String] = []
    /// Whether a client's storyboard may show the file at a path: one of the libraries, never just any of the machine.
    package var mayShow: @Sendable (String) async -> Bool = { _ in false }

    /// Counts what the service does.
    package var metrics = ServiceMetrics()
    /// What must be well besides store and disk, such as workers.
    package var readiness: @Sendable () async -> [ReadinessCheck] = { [] }
    /// Bytes that the cache of finished steps takes; `nil` when nobody knows.
    package var cacheBytes: @Sendable () async -> Int64? = { nil }
    /// When the service began, in milliseconds since 1970.
    package var startTime: Int64
    /// Speaks a text in a voice: a WAV file's bytes; `nil` when this service cannot speak.
    package var sample: (@Sendable (_ voice: String, _ text: String) async throws -> [UInt8])?
    /// A small JPEG of a film's moment: its folder, the moment in milliseconds, the file to write; false while that part
    /// is not made.
    package var scenePicture: @Sendable (_ folder: String, _ moment: Int, _ path: String) async throws -> Bool = {
        _, _, _ in false
    }
    /// The path of a small JPEG of a library's file; `nil` when it cannot be shown.
    package var libraryPicture: @Sendable (_ path: String, _ isMark: Bool) async throws -> String? = { _, _ in nil }
    /// Takes a copy of an uploaded picture or clip into the library.
    package var keepInLibrary: @Sendable (_ path: String) async throws -> LibraryEntry = { _ in
        throw APIError(.notAvailable, "This service's library takes nothing in.")
    }
    /// Notes what a file of the library shows; `nil` when it is not the service's own.
    package var describeInLibrary: @Sendable (_ path: String, _ words: [String]) async throws -> LibraryEntry? = {
        _, _ in nil
    }
    /// Lists the footage library: from which entry on and how many at most, in a lasting order; and how many there are.
    package var listLibrary: @Sendable (_ from: Int, _ limit: Int) async throws -> (entries: [LibraryEntry], count: Int)

    /// Gathers what the routes work with.
    package init(
        films: any FilmStore, places: FilmPlaces, voices: @escaping @Sendable () async throws -> [Voice],
        searchLibrary: @escaping @Sendable (String, Int) async throws -> [LibraryEntry],
        plan: @escaping @Sendable (FilmRequest) async throws -> Storyboard,
        prefetch: @escaping @Sendable (FilmRequest) async throws -> Void, now: @escaping @Sendable () -> Int64,
        version: String
    ) {
        self.films = films
        self.places = places
        self.voices = voices
        self.searchLibrary = searchLibrary
        self.plan = plan
        self.prefetch = prefetch
        self.now = now
        self.version = version
        hub = EventHub(films: films)
        uploads = UploadStore(places: places, now: now)
        startTime = now()
        sample = nil
        listLibrary = { from, limit in
            // One more than asked for tells whether there are more.
            let found = try await searchLibrary("", from + limit + 1)
            return (Array(found.dropFirst(from)), found.count)
        }
    }
}

/// One picture or clip of the library as clients see it.
package struct LibraryEntry: Sendable, Codable, Equatable {
    /// Its path on the service's machine.
    package var path: String
    /// `photo` or `clip`.
    package var kind: String
    /// What it is known by.
    package var title: String
    /// How well it fits, 0 to 1; `nil` outside a search.
    package var score: Double?
    /// Width in pixels.
    package var width: Int
    /// Height in pixels.
    package var height: Int
    /// Length in seconds, for clips.
    package var seconds: Double?
    /// Who made it and under which licence.
    package var credit: Credit?
    /// What it shows, as somebody wrote down.
    package var words: [String]
    /// Whether it was given to this service, which then lets it be described anew.
    package var isOwn: Bool

    /// Describes an entry.
    package init(
        path: String, kind: String, title: String, score: Double?, width: Int, height: Int, seconds: Double?,
        credit: Credit?, words: [String] = [], isOwn: Bool = false
    ) {
        self.path = path
        self.kind = kind
        self.title = title
        self.score = score
        self.width = width
        self.height = height
        self.seconds = seconds
        self.credit = credit
        self.words = words
        self.isOwn = isOwn
    }
}
