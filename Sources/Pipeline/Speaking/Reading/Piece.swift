/// What is said for a part of the display text.
enum Piece: Equatable, Sendable {
    /// A word to look up.
    case word(String)
    /// Letters to name one by one ("FBI").
    case letters(String)
    /// Phonemes given by the user or by a table, in the voice's own alphabet.
    case phonemes(String)
    /// A pause or intonation mark, one of `, ; : . ! ? … —`, or a quote or bracket the voice knows: `“ ” ( )`.
    case pause(Character)
}

/// A piece and the display word it came from.
struct SpokenPiece: Equatable, Sendable {
    /// What is said.
    var piece: Piece
    /// Index among the whitespace-separated words of the text.
    var source: Int
    /// True when the next piece follows without a space: an opening quote or bracket.
    var opens = false
}

extension [Piece] {
    /// Words separated by spaces, as pieces.
    static func words(_ text: String) -> [Piece] {
        text.split { $0 == " " || $0 == "-" }.map { .word(String($0)) }
    }
}
