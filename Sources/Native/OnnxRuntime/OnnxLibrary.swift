internal import COnnxRuntime
internal import Film

/// ONNX Runtime's shared library, loaded at run time so that the program starts without it.
///
/// Unchecked, because: both the library handle and the environment behind it are immutable once made, and ONNX Runtime
/// documents its environment as safe to use from any thread. They live until the process ends, by the runtime's rule.
package final class OnnxLibrary: @unchecked Sendable {
    /// Where the library was loaded from.
    package let path: String

    let handle: OpaquePointer

    /// Loads the library.
    ///
    /// - Parameter path: `libonnxruntime.so…`, version 1.21 or newer.
    /// - Throws: A `FilmError` of code `missing` that says why it cannot be loaded.
    package init(path: String) throws {
        self.path = path
        var message = FailureText()
        guard let handle = message.fill({ connx_open(path, $0, $1) }) else {
            throw FilmError(
                .missing, "ONNX Runtime cannot be loaded from \(path): \(message.text).", remedy: "Run “make setup”.")
        }
        self.handle = handle
    }
}
