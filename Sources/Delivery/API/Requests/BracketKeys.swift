/// Nested values in flat names: `captions[style]=karaoke`, `labels[team]=red`, `media[]=a`, `media[0]=a`.
///
/// This is how OpenAI's clients send objects of `extra_body` in a form.
package enum BracketKeys {
    /// How many brackets a name may have.
    package static let depth = 8

    private final class Node {
        var text: String?
        var children: [(key: String, node: Node)] = []

        func child(_ key: String) -> Node {
            // An empty key appends; every other one is found again.
            if !key.isEmpty, let found = children.first(where: { $0.key == key }) { return found.node }
            let node = Node()
            children.append((key, node))
            return node
        }
    }

    /// Nests a form's fields.
    ///
    /// - Throws: An ``APIError`` when a name is broken, or used both as a value and as an object.
    package static func fields(_ items: [(name: String, value: String)]) throws(APIError) -> Fields {
        let root = Node()
        for (name, value) in items {
            var node = root
            for key in try path(of: name) { node = node.child(key) }
            guard node.children.isEmpty else { throw broken(name, "is both a value and an object") }
            if node.text != nil {
                // A repeated plain name is a list, as forms have always said it.
                throw broken(name, "is given more than once; write \(name)[] for a list")
            }
            node.text = value
        }
        guard case .object(let values) = try value(of: root, name: "", isRoot: true) else { return Fields([:]) }
        return Fields(values, isForm: true)
    }

    /// A name's parts: `a[b][]` is `a`, `b` and an empty one.
    static func path(of name: String) throws(APIError) -> [String] {
        guard let first = name.utf8.firstIndex(of: UInt8(ascii: "[")) else { return [name] }
        guard first != name.startIndex else { throw broken(name, "begins with a bracket") }
        var path = [String(name[..<first])]
        var rest = name[first...]
        while !rest.isEmpty {
            guard rest.utf8.first == UInt8(ascii: "["), let end = rest.utf8.firstIndex(of: UInt8(ascii: "]")) else {
                throw broken(name, "has a bracket without its partner")
            }
            let key = rest[rest.utf8.index(after: rest.startIndex)..<end]
            guard !key.utf8.contains(UInt8(ascii: "[")) else { throw broken(name, "has a bracket within brackets") }
            path.append(String(key))
            rest = rest[rest.utf8.index(after: end)...]
            guard path.count <= depth else { throw broken(name, "has more than \(depth) levels") }
        }
        if let empty = path.firstIndex(of: ""), empty != path.count - 1 {
            throw broken(name, "has [] before its end; send lists of objects as JSON text in \(path[0])")
        }
        return path
    }

    private static func value(of node: Node, name: String, isRoot: Bool = false) throws(APIError) -> JSONValue {
        if node.children.isEmpty, !isRoot { return .text(node.text ?? "") }
        guard node.text == nil else { throw broken(name, "is both a value and an object") }
        let keys = node.children.map(\.key)
        if keys.allSatisfy(\.isEmpty), !isRoot {
            var items: [JSONValue] = []
            for child in node.children { items.append(try value(of: child.node, name: name + "[]")) }
            return .list(items)
        }
        if keys.contains(""), !isRoot { throw broken(name, "is both a list and an object") }
        if !isRoot, keys.enumerated().allSatisfy({ String($0.offset) == $0.element }) {
            var items: [JSONValue] = []
            for child in node.children { items.append(try value(of: child.node, name: "\(name)[\(child.key)]")) }
            return .list(items)
        }
        var fields: [String: JSONValue] = [:]
        for child in node.children {
            fields[child.key] = try value(of: child.node, name: isRoot ? child.key : "\(name)[\(child.key)]")
        }
        return .object(fields)
    }

    private static func broken(_ name: String, _ reason: String) -> APIError {
        APIError(
            .invalidForm, "The form's field name \(Wording.quoted(name)) \(reason).", param: String(name.prefix(100)))
    }
}
