internal import COnnxRuntime
internal import Film

/// One loaded model, ready to run.
///
/// Unchecked, because: the session behind it is immutable once made and ONNX Runtime documents `Run` as safe to call
/// from several threads at once. A run blocks its thread: call it off the cooperative pool.
package final class InferenceSession: @unchecked Sendable {
    private let library: OnnxLibrary
    private let session: OpaquePointer

    /// Loads a model from its bytes.
    ///
    /// - Parameters:
    ///   - library: The runtime.
    ///   - model: A whole ONNX model; not kept.
    ///   - threads: Threads within one operator, at least 1. With 1 the same inputs give the same bits.
    /// - Throws: A `FilmError` of code `missing` when the bytes are no model this runtime can run.
    package init(library: OnnxLibrary, model: [UInt8], threads: Int = 1) throws {
        var message = FailureText()
        let session = model.withUnsafeBytes { bytes in
            message.fill {
                connx_session_create(library.handle, bytes.baseAddress, bytes.count, Int32(threads), $0, $1)
            }
        }
        guard let session else {
            throw FilmError(
                .missing, "A model cannot be loaded: \(message.text).",
                remedy: "Run “vitascope models verify” and fetch the pack again.")
        }
        self.library = library
        self.session = session
    }

    deinit { connx_session_free(session) }

    /// Runs the model.
    ///
    /// - Parameters:
    ///   - inputs: Every input of the model by name; at most 16.
    ///   - outputs: The wanted outputs' names; at most 16.
    /// - Returns: The outputs, in the order asked.
    /// - Throws: A `FilmError` of code `internalFault` that carries the runtime's own words.
    package func run(_ inputs: [(name: String, tensor: InputTensor)], outputs: [String]) throws -> [Tensor] {
        var message = FailureText()
        var values = [OpaquePointer?](repeating: nil, count: outputs.count)
        let bad = withInputs(inputs[...], into: []) { given in
            withNames(outputs[...], into: []) { names in
                values.withUnsafeMutableBufferPointer { values in
                    message.fill {
                        connx_run(session, given, given.count, names, names.count, values.baseAddress, $0, $1)
                    }
                }
            }
        }
        if bad != 0 { throw FilmError(.internalFault, "A model could not be run: \(message.text).") }
        // Each value is taken over before any can throw, so that none is lost.
        let owned = values.compactMap { $0 }.map { value in Result { try Tensor(owning: value) } }
        return try owned.map { try $0.get() }
    }

    /// Describes the inputs to the façade while their memory is borrowed.
    private func withInputs<Result>(
        _ inputs: ArraySlice<(name: String, tensor: InputTensor)>, into made: [connx_input],
        _ body: ([connx_input]) -> Result
    ) -> Result {
        guard let first = inputs.first else { return body(made) }
        func describe(_ type: Int32, _ data: UnsafeRawBufferPointer, _ count: Int, _ shape: [Int]) -> Result {
            first.name.withCString { name in
                shape.map { Int64($0) }.withUnsafeBufferPointer { axes in
                    let input = connx_input(
                        name: name, type: type, data: data.baseAddress, count: count, shape: axes.baseAddress,
                        rank: axes.count)
                    return withInputs(inputs.dropFirst(), into: made + [input], body)
                }
            }
        }
        switch first.tensor {
        case .floats(let values, let shape):
            return values.withUnsafeBytes { describe(Int32(CONNX_FLOAT), $0, values.count, shape) }
        case .integers(let values, let shape):
            return values.withUnsafeBytes { describe(Int32(CONNX_INT64), $0, values.count, shape) }
        }
    }

    private func withNames<Result>(
        _ names: ArraySlice<String>, into made: [UnsafePointer<CChar>?], _ body: ([UnsafePointer<CChar>?]) -> Result
    ) -> Result {
        guard let first = names.first else { return body(made) }
        return first.withCString { withNames(names.dropFirst(), into: made + [$0], body) }
    }
}
