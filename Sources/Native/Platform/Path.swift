/// Taking paths apart and putting them together, as text.
package enum Path {
    /// The folder part of a path: `.` for a bare name, `/` for something in the root.
    package static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last part of a path.
    package static func name(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// The part of the last name after its last dot, in lower case; empty when it has none.
    package static func ending(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// A path within a folder; an absolute second part stands for itself.
    package static func join(_ folder: String, _ rest: String) -> String {
        if folder.isEmpty || rest.utf8.first == UInt8(ascii: "/") { return rest }
        return folder.utf8.last == UInt8(ascii: "/") ? folder + rest : folder + "/" + rest
    }
}
