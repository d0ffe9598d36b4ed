import Film
import Films
import Platform

/// What a failure means for a film: whether it may work another time, and what the client is told.
enum Faults {
    /// Disks with less left count as full, in bytes.
    static let fullDisk = 64 << 20

    /// The outcome of a film whose making threw.
    ///
    /// - Parameters:
    ///   - error: What was thrown.
    ///   - folder: Where the film was written.
    /// - Returns: What the store is told.
    static func outcome(of error: any Error, folder: String) -> FilmOutcome {
        guard let failure = error as? FilmError else {
            return .retry(
                FilmFault(code: FilmError.Code.internalFault.rawValue, message: "Something went wrong: \(error)."))
        }
        let fault = FilmFault(code: failure.code.rawValue, message: failure.message, remedy: failure.remedy)
        return switch failure.code {
        case .usage, .input, .media, .missing: .failed(fault)
        case .cancelled: .released
        case .internalFault: .retry(fault)
        case .output: .retry(isFull(folder) ? full(fault) : fault)
        }
    }

    /// A scene took longer than it may.
    static func sceneDeadline(_ scene: Int, _ seconds: Double) -> FilmFault {
        FilmFault(
            code: "deadline", message: "Scene \(scene + 1) was drawn for more than \(Int(seconds)) seconds.",
            remedy: "Choose another picture for it: its file may be damaged.")
    }

    private static func isFull(_ folder: String) -> Bool {
        (Machine.freeDiskBytes(at: folder) ?? Machine.freeDiskBytes(at: Path.folder(of: folder)) ?? .max) < fullDisk
    }

    private static func full(_ fault: FilmFault) -> FilmFault {
        FilmFault(
            code: "disk_full", message: fault.message,
            remedy: "The film goes on by itself once the operator has freed some space.")
    }
}
