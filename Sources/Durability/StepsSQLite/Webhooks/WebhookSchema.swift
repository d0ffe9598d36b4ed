internal import SQLite

/// The tables of a service's webhooks.
///
/// A step that was released is never edited, only followed by another.
enum WebhookSchema {
    static let migrations: [Connection.Migration] = [
        Connection.Migration(
            1,
            [
                """
                CREATE TABLE endpoints (
                    id TEXT PRIMARY KEY,
                    url TEXT NOT NULL,
                    description TEXT NOT NULL,
                    events TEXT NOT NULL,
                    secrets TEXT NOT NULL,
                    disabled TEXT,
                    created INTEGER NOT NULL,
                    updated INTEGER NOT NULL
                ) STRICT
                """,
                // The number makes a film's event known that is read a second time; a ping has none.
                """
                CREATE TABLE messages (
                    id TEXT PRIMARY KEY,
                    number INTEGER UNIQUE,
                    type TEXT NOT NULL,
                    film TEXT,
                    time INTEGER NOT NULL,
                    body BLOB NOT NULL
                ) STRICT
                """,
                """
                CREATE TABLE deliveries (
                    id TEXT PRIMARY KEY,
                    message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
                    endpoint TEXT NOT NULL REFERENCES endpoints (id) ON DELETE CASCADE,
                    url TEXT NOT NULL,
                    lane TEXT NOT NULL,
                    state TEXT NOT NULL CHECK (state IN ('pending', 'delivered', 'failed')),
                    attempts INTEGER NOT NULL CHECK (attempts >= 0),
                    step INTEGER NOT NULL CHECK (step >= 0),
                    due INTEGER,
                    created INTEGER NOT NULL,
                    begun INTEGER NOT NULL,
                    ended INTEGER,
                    status INTEGER,
                    error TEXT,
                    UNIQUE (message, endpoint, url),
                    CHECK ((state = 'pending') = (due IS NOT NULL)),
                    CHECK ((state = 'pending') = (ended IS NULL))
                ) STRICT
                """,
                "CREATE INDEX deliveries_due ON deliveries (lane, due, id) WHERE state = 'pending'",
                "CREATE INDEX deliveries_log ON deliveries (endpoint, id)",
                "CREATE INDEX deliveries_ended ON deliveries (ended) WHERE state <> 'pending'",
                """
                CREATE TABLE attempts (
                    delivery TEXT NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
                    number INTEGER NOT NULL CHECK (number > 0),
                    time INTEGER NOT NULL,
                    milliseconds INTEGER NOT NULL,
                    status INTEGER,
                    error TEXT,
                    answer BLOB NOT NULL,
                    PRIMARY KEY (delivery, number)
                ) STRICT, WITHOUT ROWID
                """,
                "CREATE TABLE cursor (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL) STRICT",
            ])
    ]
}
