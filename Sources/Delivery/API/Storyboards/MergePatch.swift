/// JSON Merge Patch (RFC 7396).
package enum MergePatch {
    /// Lays a patch over a value: null removes, objects go deeper, everything else replaces.
    package static func apply(_ patch: JSONValue, to target: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var fields: [String: JSONValue] = [:]
        if case .object(let old) = target { fields = old }
        for (name, change) in changes {
            fields[name] = change == .null ? nil : apply(change, to: fields[name] ?? .null)
        }
        return .object(fields)
    }
}
