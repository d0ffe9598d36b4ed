import FoundationEssentials

/// The storyboard as a file: JSON that a person can read and edit (`docs/storyboard.schema.json`).
package enum StoryboardFile {
    /// Reads a storyboard.
    /// - Throws: A ``FilmError`` (input) that names the place, what is there and what must be.
    package static func decode(_ bytes: [UInt8]) throws(FilmError) -> Storyboard {
        guard bytes.count <= DocumentLimits.bytes else {
            throw FilmError(
                .input,
                "The storyboard file has \(bytes.count >> 20) MB; at most \(DocumentLimits.bytes >> 20) are allowed.",
                remedy: "Split it into several films.")
        }
        guard bytes.contains(where: { $0 > 32 }) else {
            throw FilmError(
                .input, "The storyboard file is empty.", remedy: "Write one with vitascope plan.")
        }
        do {
            return try JSONDecoder().decode(Storyboard.self, from: Data(bytes))
        } catch let error as FilmError {
            throw error
        } catch {
            // The library does not say where on Linux; a second look does.
            let place = JSONSyntax.firstFault(in: bytes).map { ": \($0)" } ?? ""
            throw FilmError(
                .input, "The storyboard is not valid JSON\(place).",
                remedy: "Mend it there, or write it anew with vitascope plan.")
        }
    }

    /// Writes a storyboard: UTF-8, indented, keys sorted, a line end at the end; the same bytes for the same storyboard.
    package static func encode(_ storyboard: Storyboard) throws(FilmError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return [UInt8](try encoder.encode(storyboard)) + [UInt8(ascii: "\n")]
        } catch {
            throw FilmError(.internalFault, "The storyboard cannot be written as JSON: \(error).")
        }
    }
}
