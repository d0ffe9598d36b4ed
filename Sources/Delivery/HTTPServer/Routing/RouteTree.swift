/// Routes as a tree of path segments.
struct RouteTree: Sendable {
    /// What a search ends with.
    enum Finding {
        /// A route's index and the values of its names, in order.
        case route(Int, [String])
        /// The path has routes, for these methods.
        case otherMethods(Set<String>)
        case nothing
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// The node behind a `{name}`.
        var any: Int?
        /// Routes that end here, by method.
        var routes: [String: Int] = [:]
        /// Routes that take the rest from here, by method.
        var rest: [String: Int] = [:]
    }

    private var nodes = [Node()]
    /// Each route's names in order.
    private(set) var names: [Int: [String]] = [:]

    /// Adds a route; the pattern is the programmer's, so a wrong one stops the program at its start.
    mutating func add(_ method: String, _ pattern: String, route: Int) {
        precondition(pattern.utf8.first == UInt8(ascii: "/"), "A route's pattern begins with a slash: \(pattern)")
        var node = 0
        var found: [String] = []
        for segment in pattern.dropFirst().split(separator: "/") {
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
                node = child(of: node, literal: String(segment))
                continue
            }
            let name = segment.dropFirst().dropLast()
            if name.hasSuffix("...") {
                found.append(String(name.dropLast(3)))
                nodes[node].rest[method] = route
                names[route] = found
                return
            }
            found.append(String(name))
            node = anyChild(of: node)
        }
        nodes[node].routes[method] = route
        if !found.isEmpty { names[route] = found }
    }

    /// Finds the route for a method and a path's decoded segments.
    func find(_ method: String, _ segments: [String]) -> Finding {
        var values: [String] = []
        var others: Set<String> = []
        if let route = find(method, segments[...], from: 0, &values, &others) { return .route(route, values) }
        return others.isEmpty ? .nothing : .otherMethods(others)
    }

    private func find(
        _ method: String, _ segments: ArraySlice<String>, from index: Int, _ values: inout [String],
        _ others: inout Set<String>
    ) -> Int? {
        let node = nodes[index]
        guard let segment = segments.first else { return Self.route(method, node.routes, &others) }
        let deeper = segments.dropFirst()
        if let literal = node.literals[segment], let route = find(method, deeper, from: literal, &values, &others) {
            return route
        }
        if let any = node.any {
            values.append(segment)
            if let route = find(method, deeper, from: any, &values, &others) { return route }
            values.removeLast()
        }
        guard let route = Self.route(method, node.rest, &others) else { return nil }
        values.append(segments.joined(separator: "/"))
        return route
    }

    private static func route(_ method: String, _ routes: [String: Int], _ others: inout Set<String>) -> Int? {
        if let route = routes[method] { return route }
        if method == "HEAD", let route = routes["GET"] { return route }
        others.formUnion(routes.keys)
        return nil
    }

    private mutating func child(of node: Int, literal: String) -> Int {
        if let child = nodes[node].literals[literal] { return child }
        nodes.append(Node())
        nodes[node].literals[literal] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func anyChild(of node: Int) -> Int {
        if let child = nodes[node].any { return child }
        nodes.append(Node())
        nodes[node].any = nodes.count - 1
        return nodes.count - 1
    }
}
