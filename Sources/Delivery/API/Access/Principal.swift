/// Who asks.
package struct Principal: Sendable, Hashable {
    /// Its stable name, by which idempotency keys and rates are counted: a key's id, or `local` where none is needed.
    package let id: String
    /// What people call it.
    package let name: String

    /// Names somebody.
    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// Anybody who can reach a service that has no keys.
    package static let local = Principal(id: "local", name: "local")
}
