import SQLite

/// The index's reads and writes, in terms of items.
struct LibraryStore {
    /// The open index.
    let connection: Connection

    /// What is known of a path from an earlier look.
    struct Known {
        var stamp: String
        /// Why it is no item; `nil` for an item.
        var reason: String?
    }

    /// Everything known below a folder, by path.
    func known(below folder: String) throws -> [String: Known] {
        let (low, high) = Self.range(below: folder)
        var known: [String: Known] = [:]
        let items = try connection.rows(
            "SELECT path, stamp FROM items WHERE path >= ? AND path < ?", [.text(low), .text(high)]
        ) { row in (row.text(0), row.text(1)) }
        for (path, stamp) in items { known[path] = Known(stamp: stamp) }
        for file in try skipped(below: folder) { known[file.path] = Known(stamp: file.stamp, reason: file.reason) }
        return known
    }

    /// The files below a folder that cannot be used, ordered by path.
    func skipped(below folder: String) throws -> [(path: String, stamp: String, reason: String)] {
        let (low, high) = Self.range(below: folder)
        return try connection.rows(
            "SELECT path, stamp, reason FROM skipped WHERE path >= ? AND path < ? ORDER BY path",
            [.text(low), .text(high)]
        ) { row in (row.text(0), row.text(1), row.text(2)) }
    }

    /// How many items of a kind are below a folder.
    func count(_ kind: FootageItem.Kind, below folder: String) throws -> Int {
        let (low, high) = Self.range(below: folder)
        return try connection.rows(
            "SELECT count(*) FROM items WHERE path >= ? AND path < ? AND kind = ?",
            [.text(low), .text(high), .text(kind.rawValue)]
        ) { row in row.integer(0) }.first ?? 0
    }

    /// Adds an item or replaces what was known of its path.
    func put(_ item: FootageItem, stamp: String, vector: [Float]?) throws {
        try forget(item.path)
        let words = item.words
        let tags = words.tags.joined(separator: "\n")
        let subject = item.subject.map { "\($0.x) \($0.y) \($0.width) \($0.height)" } ?? ""
        try connection.run(
            """
            INSERT INTO items (path, stamp, kind, width, height, duration, rate, rotation, title, tags, description,
                author, licence, source, fingerprint, subject, vector)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(item.path), .text(stamp), .text(item.kind.rawValue), .integer(item.width), .integer(item.height),
                .integer(item.duration), .real(item.frameRate), .integer(item.rotation), .text(words.title),
                .text(tags), .text(words.description), .text(words.author), .text(words.licence), .text(words.source),
                .integer(item.fingerprint), .text(subject), vector.map(Self.blob) ?? .null,
            ])
        try connection.run(
            "INSERT INTO words (rowid, title, tags, description) VALUES (?, ?, ?, ?)",
            [.integer(connection.lastInsertedID), .text(words.title), .text(tags), .text(words.description)])
    }

    /// Remembers why a file is no item.
    func skip(_ path: String, stamp: String, reason: String) throws {
        try forget(path)
        try connection.run(
            "INSERT INTO skipped (path, stamp, reason) VALUES (?, ?, ?)", [.text(path), .text(stamp), .text(reason)])
    }

    /// Drops what is known of a path.
    func forget(_ path: String) throws {
        try connection.run("DELETE FROM words WHERE rowid = (SELECT id FROM items WHERE path = ?)", [.text(path)])
        try connection.run("DELETE FROM items WHERE path = ?", [.text(path)])
        try connection.run("DELETE FROM skipped WHERE path = ?", [.text(path)])
    }

    /// The folders that were added.
    func folders() throws -> [String] {
        try connection.rows("SELECT path FROM folders ORDER BY path") { row in row.text(0) }
    }

    /// Remembers a folder.
    func add(folder: String) throws {
        try connection.run("INSERT INTO folders (path) VALUES (?) ON CONFLICT DO NOTHING", [.text(folder)])
    }

    /// Forgets a folder; its items stay until they are forgotten one by one.
    func remove(folder: String) throws {
        try connection.run("DELETE FROM folders WHERE path = ?", [.text(folder)])
    }

    /// The items below a folder, ordered by path, with their row ids.
    func items(below folder: String) throws -> [(id: Int, item: FootageItem)] {
        let (low, high) = Self.range(below: folder)
        return try connection.rows(
            """
            SELECT id, path, kind, width, height, duration, rate, rotation, title, tags, description, author, licence,
                source, fingerprint, subject
            FROM items WHERE path >= ? AND path < ? ORDER BY path
            """, [.text(low), .text(high)]
        ) { row in (row.integer(0), Self.item(row)) }
    }

    /// The item at a path.
    func item(at path: String) throws -> FootageItem? {
        try connection.rows(
            """
            SELECT id, path, kind, width, height, duration, rate, rotation, title, tags, description, author, licence,
                source, fingerprint, subject
            FROM items WHERE path = ?
            """, [.text(path)]
        ) { row in Self.item(row) }.first
    }

    /// The item with a row id.
    func item(_ id: Int) throws -> FootageItem? {
        try connection.rows(
            """
            SELECT id, path, kind, width, height, duration, rate, rotation, title, tags, description, author, licence,
                source, fingerprint, subject
            FROM items WHERE id = ?
            """, [.integer(id)]
        ) { row in Self.item(row) }.first
    }

    /// Row ids of the items whose words match an FTS5 expression, best first.
    func rows(matching expression: String, limit: Int) throws -> [Int] {
        try connection.rows(
            "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words, 4, 3, 1), rowid LIMIT ?",
            [.text(expression), .integer(limit)]
        ) { row in row.integer(0) }
    }

    /// A remembered fact, such as which table the vectors are from.
    func fact(_ name: String) throws -> String? {
        try connection.rows("SELECT value FROM facts WHERE name = ?", [.text(name)]) { row in row.text(0) }.first
    }

    /// Remembers a fact.
    func set(fact name: String, _ value: String) throws {
        try connection.run(
            "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [.text(name), .text(value)])
    }

    /// The paths strictly below a folder as a half-open range: '0' is the character after '/'.
    static func range(below folder: String) -> (String, String) {
        let bare = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return (bare + "/", bare + "0")
    }

    /// A vector as bytes, little-endian.
    static func blob(_ vector: [Float]) -> Value { .blob(vector.withUnsafeBytes { Array($0) }) }

    private static func item(_ row: Row) -> FootageItem {
        let box = row.text(15).split(separator: " ").compactMap { Double($0) }
        return FootageItem(
            path: row.text(1), kind: FootageItem.Kind(rawValue: row.text(2)) ?? .photo, width: row.integer(3),
            height: row.integer(4), duration: row.integer(5), frameRate: row.real(6), rotation: row.integer(7),
            words: ItemWords(
                title: row.text(8), tags: row.text(9).split(separator: "\n").map(String.init),
                description: row.text(10), author: row.text(11), licence: row.text(12), source: row.text(13)),
            fingerprint: Int64(row.integer(14)),
            subject: box.count == 4 ? Subject(x: box[0], y: box[1], width: box[2], height: box[3]) : nil)
    }
}
