internal import FoundationEssentials

/// Where one two-dimensional F32 tensor lies in a safetensors file.
///
/// The format: eight bytes of header length, little-endian, the header as JSON, then the data that the header's
/// offsets count from (<https://github.com/huggingface/safetensors#format>).
struct SafetensorsHeader: Equatable {
    /// Rows of the tensor.
    let rows: Int
    /// Columns of the tensor.
    let columns: Int
    /// Bytes from the file's start to the first number.
    let offset: Int

    private struct Tensor: Decodable {
        let dtype: String
        let shape: [Int]
        let offsets: [Int]

        enum CodingKeys: String, CodingKey {
            case dtype
            case shape
            case offsets = "data_offsets"
        }
    }

    /// Reads and checks the header; `nil` when the file is not such a file or the tensor does not lie within it.
    init?(_ bytes: UnsafeRawBufferPointer, tensor name: String) {
        guard bytes.count > 8 else { return nil }
        let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
        guard length < 1 << 20, bytes.count >= 8 + Int(length) else { return nil }
        let json = Data(bytes[8..<8 + Int(length)])
        guard let tensors = try? JSONDecoder().decode([String: Lenient].self, from: json),
            let tensor = tensors[name]?.tensor, tensor.dtype == "F32", tensor.shape.count == 2,
            tensor.offsets.count == 2
        else { return nil }
        let (rows, columns) = (tensor.shape[0], tensor.shape[1])
        guard (1...1 << 24).contains(rows), (1...1 << 14).contains(columns), tensor.offsets[0] >= 0,
            tensor.offsets[1] - tensor.offsets[0] == rows * columns * 4,
            tensor.offsets[1] <= bytes.count - 8 - Int(length)
        else { return nil }
        self.rows = rows
        self.columns = columns
        offset = 8 + Int(length) + tensor.offsets[0]
    }

    /// The header may also hold `__metadata__`, which is no tensor.
    private struct Lenient: Decodable {
        let tensor: Tensor?
        init(from decoder: any Decoder) throws { tensor = try? Tensor(from: decoder) }
    }
}
