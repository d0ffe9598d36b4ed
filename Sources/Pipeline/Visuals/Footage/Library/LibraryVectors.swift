import SQLite

extension FootageLibrary {
    /// Computes the vectors that are missing: items read while the pack was away, or while another table was in use.
    func completeVectors(_ store: LibraryStore) throws {
        guard let vectors else { return }
        try store.connection.transaction {
            if try store.fact("vectors") != vectors.identity {
                try store.connection.execute("UPDATE items SET vector = NULL")
                try store.set(fact: "vectors", vectors.identity)
            }
            let missing = try store.connection.rows(
                "SELECT id, tags, description FROM items WHERE vector IS NULL"
            ) { row in
                (
                    row.integer(0),
                    ItemWords(tags: row.text(1).split(separator: "\n").map(String.init), description: row.text(2))
                )
            }
            let update = try store.connection.prepare("UPDATE items SET vector = ? WHERE id = ?")
            for (id, words) in missing {
                try update.run([LibraryStore.blob(vectors.vector(of: words.combined)), .integer(id)])
            }
        }
    }
}
