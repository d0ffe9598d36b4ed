/// Estimates how long words take to speak before they are spoken.
///
/// Fitted by least squares to thirty sentences spoken by the default voice, silence at both ends taken off; the mean
/// error on them is 0.17 s. That voice says about 200 words a minute; with the film's pauses about 150 remain.
package enum SpeakingRate {
    /// Seconds that a text takes.
    /// - Parameters:
    ///   - text: Clean display text.
    ///   - speed: The narrator's rate, 1 is the voice's own.
    /// - Returns: The seconds; 0 for an empty text.
    package static func seconds(_ text: some StringProtocol, speed: Double = 1) -> Double {
        var total = 0.0
        for character in text {
            if let scalar = character.unicodeScalars.first, scalar.isASCII {
                switch scalar.value {
                case 0x61...0x7A, 0x41...0x5A, 0x27: total += 0.059
                case 0x30...0x39: total += 0.27
                case 0x20: break
                case 0x2C, 0x28, 0x29: total += 0.15
                case 0x2E, 0x21, 0x3F, 0x3A, 0x3B: total += 0.19
                case 0x25, 0x24, 0x26, 0x2B, 0x3D, 0x40: total += 0.4
                default: total += 0.02
                }
            } else if character.isUnspaced {
                // A Han or kana character is a syllable or two; their stops are pauses.
                total += character.isLetter ? 0.2 : 0.25
            } else if character.isLetter {
                total += 0.063
            } else if character.isNumber {
                total += 0.4
            } else if "—–…".contains(character) {
                total += 0.2
            }
        }
        return total / max(speed, 0.1)
    }

    /// Seconds that a text needs to be read in a caption: 15 characters a second, at least 3 s.
    package static func readingSeconds(_ text: some StringProtocol) -> Double {
        max(3, Double(text.count) / 15)
    }
}
