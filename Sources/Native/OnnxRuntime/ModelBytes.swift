/// Edits to an ONNX model's bytes that need no understanding of the model.
package enum ModelBytes {
    /// Adds inner tensors to what a model gives back.
    ///
    /// An ONNX file is one protobuf message whose field 7 is the graph, and in the graph every field 12 is one output
    /// (`onnx.proto`: `ModelProto.graph`, `GraphProto.output`, `ValueInfoProto.name` = 1). Protobuf decoders merge a
    /// message field that occurs twice and join its repeated fields, so a second, tiny graph after the file's end adds
    /// outputs without a parse.
    ///
    /// - Parameters:
    ///   - outputs: Names of tensors inside the graph.
    ///   - model: A whole ONNX model.
    /// - Returns: The model's bytes with the outputs added after its own.
    package static func adding(outputs: [String], to model: [UInt8]) -> [UInt8] {
        var graph: [UInt8] = []
        for name in outputs { graph += field(12, field(1, Array(name.utf8))) }
        return model + field(7, graph)
    }

    /// A length-delimited protobuf field.
    private static func field(_ number: Int, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(bytes.count) + bytes
    }

    private static func varint(_ value: Int) -> [UInt8] {
        var rest = value
        var bytes: [UInt8] = []
        while rest > 127 {
            bytes.append(UInt8(rest & 127 | 128))
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}
