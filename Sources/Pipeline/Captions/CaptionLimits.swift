package import Film

/// How much text a caption may hold, by the picture's shape.
package struct CaptionLimits: Sendable, Hashable {
    /// Columns in a line: a letter is one, an East Asian wide character two.
    package var columns: Int
    /// Lines.
    package var lines = 2
    /// Characters a second that a reader follows without strain.
    package var charactersPerSecond = 17.0
    /// The least time on screen in seconds.
    package var leastSeconds = 0.9
    /// Frames without text between two captions.
    package var gapFrames = 2

    /// The house limits: 42 columns wide, 26 tall, 32 square.
    package init(_ orientation: PictureSize.Orientation) {
        switch orientation {
        case .wide: columns = 42
        case .tall: columns = 26
        case .square: columns = 32
        }
    }
}

/// Columns that text takes: one a character, two for East Asian wide ones (Unicode Standard Annex 11).
func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + (isWide($1) ? 2 : 1) } }

/// True for characters that fill a square, such as ideographs, kana, hangul and emoji.
func isWide(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first else { return false }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F: true
    case 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD: true
    default: false
    }
}
