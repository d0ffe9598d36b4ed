internal import COnnxRuntime
internal import Film

/// A tensor that is given to a model.
package enum InputTensor: Sendable {
    /// 32-bit floats in row-major order.
    case floats([Float], shape: [Int])
    /// 64-bit integers in row-major order.
    case integers([Int64], shape: [Int])
}

/// A tensor that a model gave back, in the runtime's memory: read where it lies, freed with the last reference.
package final class Tensor {
    /// Elements along each axis, outermost first.
    package let shape: [Int]

    private let value: OpaquePointer
    private let type: Int32
    private let data: UnsafeRawPointer?
    private let count: Int

    /// Takes over a value.
    init(owning value: OpaquePointer) throws {
        self.value = value
        var type: Int32 = 0
        var data: UnsafeRawPointer?
        var count = 0
        var rank = 0
        var axes = [Int64](repeating: 0, count: 8)
        var message = FailureText()
        let bad = axes.withUnsafeMutableBufferPointer { axes in
            message.fill {
                connx_value_view(value, &type, &data, &count, axes.baseAddress, axes.count, &rank, $0, $1)
            }
        }
        self.type = type
        self.data = data
        self.count = bad == 0 ? count : 0
        shape = axes.prefix(rank).map { Int($0) }
        if bad != 0 { throw FilmError(.internalFault, "A model's answer cannot be read: \(message.text).") }
    }

    deinit { connx_value_free(value) }

    /// Lends the elements of a float tensor; empty when the elements are of another type.
    package func withFloats<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
        guard type == Int32(CONNX_FLOAT), let data, count > 0 else {
            return try body(UnsafeBufferPointer(start: nil, count: 0))
        }
        return try body(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count))
    }

    /// The elements of an integer tensor; empty when the elements are of another type.
    package var integers: [Int64] {
        guard type == Int32(CONNX_INT64), let data, count > 0 else { return [] }
        return Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Int64.self), count: count))
    }
}
