internal import ArgumentParser

/// How progress is told while a film is made; always on standard error.
enum ProgressMode: String, CaseIterable, ExpressibleByArgument {
    /// A calm view on a terminal, nothing when piped.
    case auto
    /// One JSON object a line.
    case json
    /// Nothing.
    case none
}
