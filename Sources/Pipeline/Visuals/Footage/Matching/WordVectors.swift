package import Film
import Platform

/// Static word vectors: a text's meaning as the mean of its pieces' rows in one table.
///
/// The table is the pack `words-potion` (Model2Vec, MIT): rows are already weighted by how telling a piece is (Zipf), so
/// a plain mean is the model's own. Rows are read from the file as they are needed and never copied.
package final class WordVectors: Sendable {
    /// Numbers in a vector.
    package let dimensions: Int
    /// Tells one table from another: stored vectors of another table are not compared with this one's.
    package let identity: String

    private let file: MappedFile
    private let table: Int
    private let tokenizer: WordPiece

    /// Opens a pack's folder, which holds `model.safetensors` and `vocab.txt`.
    ///
    /// - Throws: A `FilmError` (`missing` or `input`) when a file is not there or not in the expected form.
    package init(folder: String) throws(FilmError) {
        let path = Path.join(folder, "model.safetensors")
        let mapped = try MappedFile(path)
        guard let header = mapped.withBytes({ SafetensorsHeader($0, tensor: "embeddings") }) else {
            throw FilmError(
                .input, "\(path) is not a table of word vectors.",
                remedy: "Fetch the pack again: vitascope models fetch words-potion.")
        }
        let tokenizer = WordPiece(
            vocabulary: try FileSystem.read(Path.join(folder, "vocab.txt"), limit: 1 << 24))
        guard tokenizer.count <= header.rows else {
            throw FilmError(
                .input, "The vocabulary in \(folder) has more entries than its table has rows.",
                remedy: "Fetch the pack again: vitascope models fetch words-potion.")
        }
        dimensions = header.columns
        table = header.offset
        self.tokenizer = tokenizer
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        mapped.withBytes { bytes in
            for byte in bytes[header.offset..<min(bytes.count, header.offset + 65536)] {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            }
        }
        identity = "\(header.rows)x\(header.columns)-\(String(hash, radix: 16))"
        file = mapped
    }

    /// The unit vector of a text; all zeros when no word of it is known.
    package func vector(of text: String) -> [Float] {
        var sum = mean(of: text)
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return sum }
        for index in sum.indices { sum[index] /= length }
        return sum
    }

    /// How telling a word is: the length of its mean row, small for "the", large for "osprey"; 0 when unknown.
    package func weight(of word: String) -> Float {
        mean(of: word).reduce(0) { $0 + $1 * $1 }.squareRoot()
    }

    private func mean(of text: String) -> [Float] {
        var sum = [Float](repeating: 0, count: dimensions)
        let pieces = tokenizer.pieces(of: text)
        guard !pieces.isEmpty else { return sum }
        file.withBytes { bytes in
            for piece in pieces {
                let row = table + piece * dimensions * 4
                for column in 0..<dimensions {
                    sum[column] += bytes.loadUnaligned(fromByteOffset: row + column * 4, as: Float.self)
                }
            }
        }
        let scale = 1 / Float(pieces.count)
        for index in sum.indices { sum[index] *= scale }
        return sum
    }
}
