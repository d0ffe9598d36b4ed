internal import Glibc

/// Where a user's files belong, by the XDG base directory rules.
///
/// A variable that is empty or not an absolute path counts as not set, as those rules ask. The folders may not exist
/// yet; see `FileSystem.makeFolder`.
package enum UserFolders {
    /// What can be made again: packs, indexes, finished steps.
    package static var cache: String { of("XDG_CACHE_HOME", otherwise: ".cache") }
    /// What the user would miss: the footage library's index, saved voices.
    package static var data: String { of("XDG_DATA_HOME", otherwise: ".local/share") }
    /// What the user chose.
    package static var configuration: String { of("XDG_CONFIG_HOME", otherwise: ".config") }

    /// The user's home, from the environment, else from the user database, else the folder for temporary files.
    package static var home: String {
        if let home = absolute(variable("HOME")) { return home }
        if let entry = getpwuid(getuid()), let home = entry.pointee.pw_dir { return String(cString: home) }
        return "/tmp"
    }

    /// Our folder within the one that a variable's value names, or within a folder of the home when it names none.
    package static func folder(value: String?, home: String, otherwise: String) -> String {
        Path.join(absolute(value) ?? Path.join(home, otherwise), "vitascope")
    }

    private static func of(_ name: String, otherwise: String) -> String {
        folder(value: variable(name), home: home, otherwise: otherwise)
    }

    private static func absolute(_ value: String?) -> String? {
        value.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
