internal import Film
internal import Films

extension FilmStoreError {
    /// The failure as a command tells it.
    var filmError: FilmError {
        switch self {
        case .unknownFilm: FilmError(.input, "There is no such film.")
        case .conflict(let reason): FilmError(.input, reason)
        case .full: FilmError(.output, "The disk with the service's data is full.", remedy: "Free some space.")
        case .damaged(let advice): FilmError(.input, advice)
        case .unavailable(let reason): FilmError(.output, reason)
        }
    }
}
