package import Film

/// What somebody asked a service for: a brief, and what only a service knows.
package struct FilmRequest: Sendable, Codable, Equatable {
    /// Words and looks.
    package var brief: Brief
    /// The model's name as the client gave it; it is echoed, not obeyed.
    package var model: String
    /// The length as the client gave it, echoed; `brief.length` is what counts.
    package var seconds: String?
    /// The title that the client gave, instead of one made from the words.
    package var title: String?
    /// A storyboard to render instead of planning the brief, as ``StoryboardFile`` writes it.
    package var storyboard: String?
    /// Free names and values of the client's, at most 16.
    package var labels: [String: String]
    /// Ids of uploaded media that the film may be illustrated with.
    package var media: [String]
    /// Where to send this film's events besides the standing endpoints.
    package var callback: String?
    /// How long the finished film is kept, in seconds; `nil` for the service's policy.
    package var keep: Int?
    /// −10 (whenever) to 10 (first), 0 for most.
    package var priority: Int
    /// The film that this one was made from, if any.
    package var remixedFrom: FilmID?

    /// A request with nothing but a brief.
    package init(brief: Brief) {
        self.brief = brief
        model = "vitascope-1"
        seconds = nil
        title = nil
        storyboard = nil
        labels = [:]
        media = []
        callback = nil
        keep = nil
        priority = 0
        remixedFrom = nil
    }
}
