internal import Glibc

/// The process's environment variables.
package enum Environment {
    /// A variable's value, or `nil` when it is not set.
    package static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
