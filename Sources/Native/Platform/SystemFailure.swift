package import Film
internal import Glibc

/// The system's own words for an error number, such as "No such file or directory".
package func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number))
}

extension FilmError {
    /// What to tell a person whose output could not be written.
    ///
    /// - Parameters:
    ///   - path: The file that was being written; the message names its folder.
    ///   - number: The system's error number (`errno`), positive.
    /// - Returns: An error with the code `output`.
    package static func writing(_ path: String, number: Int32) -> FilmError {
        let folder = Path.folder(of: path)
        return switch number {
        case ENOSPC, EDQUOT:
            FilmError(
                .output, "The disk that holds \(folder) is full.",
                remedy: "Free some space and run the same command again.")
        case EROFS:
            FilmError(
                .output, "The folder \(folder) is on a read-only file system.",
                remedy: "Choose another folder with --output.")
        case EACCES, EPERM:
            FilmError(
                .output, "The folder \(folder) may not be written to.",
                remedy: "Change its permissions or choose another folder with --output.")
        case ENOENT, ENOTDIR:
            FilmError(
                .output, "The folder \(folder) is not there.", remedy: "Make it, or choose another with --output.")
        case EISDIR:
            FilmError(.output, "\(path) is a folder, not a file.", remedy: "Choose another name.")
        case ENAMETOOLONG:
            FilmError(.output, "The name of \(path) is too long.", remedy: "Choose a shorter one with --output.")
        default:
            FilmError(
                .output, "\(path) could not be written: \(systemMessage(number)).",
                remedy: "Check the disk and choose another folder with --output if it persists.")
        }
    }

    /// What to tell a person whose input file could not be read.
    ///
    /// - Parameters:
    ///   - path: The file or folder that was being read.
    ///   - number: The system's error number (`errno`), positive.
    /// - Returns: An error with the code `input`.
    package static func reading(_ path: String, number: Int32) -> FilmError {
        switch number {
        case ENOENT: FilmError(.input, "\(path) is not there.", remedy: "Check the name.")
        case EACCES, EPERM: FilmError(.input, "\(path) may not be read.", remedy: "Change its permissions.")
        case EISDIR: FilmError(.input, "\(path) is a folder, not a file.", remedy: "Name a file in it.")
        case ENOTDIR: FilmError(.input, "\(path) is not a folder.", remedy: "Name a folder.")
        default:
            FilmError(
                .input, "\(path) could not be read: \(systemMessage(number)).", remedy: "Check the disk it is on.")
        }
    }
}
