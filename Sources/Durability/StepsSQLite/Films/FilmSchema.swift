internal import SQLite

/// The tables of a service's films.
///
/// A step that was released is never edited, only followed by another.
enum FilmSchema {
    static let migrations: [Connection.Migration] = [
        Connection.Migration(
            1,
            [
                // What is chosen, counted or sorted by is a column; the rest of a film is JSON in `state`.
                """
                CREATE TABLE films (
                    key INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
                    lane TEXT NOT NULL CHECK (lane IN ('short', 'long')),
                    revision INTEGER NOT NULL CHECK (revision > 0),
                    attempt INTEGER NOT NULL CHECK (attempt >= 0),
                    created INTEGER NOT NULL,
                    started INTEGER,
                    ended INTEGER,
                    expires INTEGER,
                    since INTEGER NOT NULL,
                    rank INTEGER NOT NULL,
                    not_before INTEGER NOT NULL,
                    token INTEGER NOT NULL CHECK (token >= 0),
                    worker TEXT,
                    process TEXT,
                    seen INTEGER,
                    memory INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    title TEXT,
                    state TEXT NOT NULL,
                    CHECK ((status = 'running') = (seen IS NOT NULL)),
                    CHECK ((seen IS NULL) = (worker IS NULL)),
                    CHECK ((status IN ('completed', 'failed', 'cancelled')) = (ended IS NOT NULL)),
                    CHECK (status NOT IN ('running', 'completed') OR (started IS NOT NULL AND attempt > 0 AND token > 0))
                ) STRICT
                """,
                """
                CREATE INDEX films_waiting ON films (lane, rank, id, not_before, memory, bytes, since)
                WHERE status = 'queued'
                """,
                "CREATE INDEX films_running ON films (worker, seen) WHERE status = 'running'",
                "CREATE INDEX films_standing ON films (status, lane, created)",
                "CREATE INDEX films_expiring ON films (expires) WHERE expires IS NOT NULL",
                // What was asked never changes: a film's progress does not write a long script again and again.
                """
                CREATE TABLE requests (
                    film INTEGER PRIMARY KEY REFERENCES films (key) ON DELETE CASCADE,
                    request TEXT NOT NULL,
                    words TEXT NOT NULL
                ) STRICT
                """,
                """
                CREATE TABLE labels (
                    film INTEGER NOT NULL REFERENCES films (key) ON DELETE CASCADE,
                    name TEXT NOT NULL,
                    value TEXT NOT NULL,
                    PRIMARY KEY (film, name)
                ) STRICT, WITHOUT ROWID
                """,
                """
                CREATE TABLE storyboards (
                    film INTEGER NOT NULL REFERENCES films (key) ON DELETE CASCADE,
                    revision INTEGER NOT NULL CHECK (revision > 0),
                    storyboard TEXT NOT NULL,
                    PRIMARY KEY (film, revision)
                ) STRICT
                """,
                """
                CREATE TABLE steps (
                    film INTEGER NOT NULL REFERENCES films (key) ON DELETE CASCADE,
                    revision INTEGER NOT NULL CHECK (revision > 0),
                    kind TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    is_begun INTEGER NOT NULL CHECK (is_begun IN (0, 1)),
                    failures INTEGER NOT NULL CHECK (failures >= 0),
                    losses INTEGER NOT NULL CHECK (losses >= 0),
                    result TEXT,
                    PRIMARY KEY (film, revision, kind, subject),
                    CHECK (result IS NULL OR (failures = 0 AND losses = 0))
                ) STRICT, WITHOUT ROWID
                """,
                // No reference to the film: that it was deleted is told after it is gone.
                """
                CREATE TABLE events (
                    number INTEGER PRIMARY KEY,
                    film TEXT NOT NULL,
                    revision INTEGER NOT NULL,
                    time INTEGER NOT NULL,
                    is_progress INTEGER NOT NULL CHECK (is_progress IN (0, 1)),
                    kind TEXT NOT NULL
                ) STRICT
                """,
                "CREATE INDEX events_film ON events (film, number)",
                "CREATE INDEX events_progress ON events (film) WHERE is_progress = 1",
                #"CREATE INDEX events_deleted ON events (time, film) WHERE kind = '{"deleted":{}}'"#,
                """
                CREATE TABLE submission_keys (
                    owner TEXT NOT NULL,
                    key TEXT NOT NULL,
                    fingerprint TEXT NOT NULL,
                    film TEXT NOT NULL,
                    time INTEGER NOT NULL,
                    PRIMARY KEY (owner, key)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE INDEX submission_keys_time ON submission_keys (time)",
                "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
                "INSERT INTO counters VALUES ('event', 0), ('token', 0)",
                "CREATE TABLE learned (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
            ])
    ]
}
