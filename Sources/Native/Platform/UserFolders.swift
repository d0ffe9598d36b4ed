internal import Glibc

/// Where a user's files belong, by the XDG base directory rules.
///
/// A variable that is empty or not an absolute path counts as not set, as those rules ask. The folders may not exist
/// yet; see `FileSystem.makeFolder`.
package enum UserFolders {
    /// What can be made again: packs, indexes, finished steps.
    package static var cache: String { folder("XDG_CACHE_HOME", otherwise: ".cache") }
    /// What the user would miss: the footage library's index, saved voices.
    package static var data: String { folder("XDG_DATA_HOME", otherwise: ".local/share") }
    /// What the user chose.
    package static var configuration: String { folder("XDG_CONFIG_HOME", otherwise: ".config") }

    /// The user's home, from the environment, else from the user database, else the folder for temporary files.
    package static var home: String {
        if let home = absolute("HOME") { return home }
        if let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir { return String(cString: home) }
        return "/tmp"
    }

    private static func folder(_ variable: String, otherwise: String) -> String {
        Path.join(absolute(variable) ?? Path.join(home, otherwise), "vitascope")
    }

    private static func absolute(_ variable: String) -> String? {
        guard let value = getenv(variable).map({ String(cString: $0) }), value.hasPrefix("/") else { return nil }
        return value
    }
}
