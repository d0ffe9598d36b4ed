internal import API

/// The merge patch (RFC 7396) that turns one JSON document into another.
enum StoryboardChange {
    /// The patch; an empty object when nothing differs.
    static func patch(from old: JSONValue, to new: JSONValue) -> JSONValue {
        guard case .object(let before) = old, case .object(let after) = new else { return new }
        var changes: [String: JSONValue] = [:]
        for (name, value) in after where before[name] != value {
            if let known = before[name], case .object = known, case .object = value {
                changes[name] = patch(from: known, to: value)
            } else {
                changes[name] = value
            }
        }
        for name in before.keys where after[name] == nil { changes[name] = .null }
        return .object(changes)
    }
}
