/// Where a service keeps each film's files: one folder a film, one below it a revision.
package struct FilmPlaces: Sendable, Equatable {
    /// The service's data folder.
    package let data: String

    /// Names the places below a data folder.
    package init(data: String) { self.data = data }

    /// Everything of one film.
    package func folder(of film: FilmID) -> String { "\(data)/films/\(film.rawValue)" }

    /// One revision: `film.mp4`, `hls/film.m3u8`, `stream.mp4` while it is made, captions, poster, thumbnails, credits.
    package func folder(of film: FilmID, revision: Int) -> String { "\(folder(of: film))/r\(revision)" }

    /// Uploaded media.
    package var uploads: String { "\(data)/uploads" }

    /// One upload: a folder with its file, under a name made from what its owner called it, and hidden files of ours.
    ///
    /// The id must have been checked: it becomes a folder's name.
    package func folder(ofUpload id: String) -> String { "\(uploads)/\(id)" }

    /// The cache of finished steps.
    package var artifacts: String { "\(data)/artifacts" }

    /// The database.
    package var database: String { "\(data)/vitascope.sqlite" }

    /// The webhooks' own database; it holds keys.
    package var webhooks: String { "\(data)/webhooks.sqlite" }
}
