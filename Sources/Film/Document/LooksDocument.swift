// The document forms of the small values: each reads as a person would write it.

extension PictureSize {
    /// A size that a user typed, refused with a sentence when it cannot be.
    /// - Throws: A ``FilmError`` (usage) when a side is odd or outside 128 to 3840.
    package init(validating width: Int, _ height: Int) throws(FilmError) {
        let sides = [width, height]
        guard sides.allSatisfy({ (128...3_840).contains($0) }), width * height <= 3_840 * 2_160 else {
            throw FilmError(
                .usage,
                "The size \(width)x\(height) cannot be made: a side has 128 to 3840 pixels, all have 3840x2160.",
                remedy: "Use for example 1920x1080 or 1080x1920.")
        }
        guard sides.allSatisfy({ $0.isMultiple(of: 2) }) else {
            throw FilmError(
                .usage, "The size \(width)x\(height) cannot be made: both sides must be even.",
                remedy: "Use \(width / 2 * 2)x\(height / 2 * 2).")
        }
        self.init(width: width, height: height)
    }

    /// Reads `1920x1080` (also with `×` or `X`).
    /// - Throws: A ``FilmError`` (usage) when the text is not a size or not an allowed one.
    package init(parsing text: String) throws(FilmError) {
        let parts = text.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
            .map { Int($0.trimmingSpaces) }
        guard parts.count == 2, let width = parts[0], let height = parts[1] else {
            throw FilmError(
                .usage, "The size \(DocumentFault.quoted(text)) cannot be read.",
                remedy: "Write width and height in pixels, for example 1920x1080.")
        }
        try self.init(validating: width, height)
    }

    /// Reads `"1920x1080"`.
    package init(from decoder: any Decoder) throws {
        let form = "a size such as \"1920x1080\", each side even and from 128 to 3840"
        guard let text = try? decoder.singleValueContainer().decode(String.self),
            let size = try? Self(parsing: text)
        else { throw DocumentFault.wrong(decoder, mustBe: form) }
        self = size
    }

    /// Writes `"1920x1080"`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode("\(width)x\(height)")
    }
}

extension FrameRate {
    /// Reads one of the offered rates as a whole number.
    package init(from decoder: any Decoder) throws {
        guard let rate = try? decoder.singleValueContainer().decode(Int.self), Self.offered.contains(rate) else {
            throw DocumentFault.wrong(decoder, mustBe: DocumentFault.list(Self.offered.map(String.init), "or"))
        }
        self.init(rate)
    }

    /// Writes a whole number.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Int(numerator / denominator))
    }
}

extension Colour {
    /// Reads `#FFC454`, or `nil` when the text is not six hexadecimal digits after a number sign.
    package init?(hex text: String) {
        guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
            let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    /// The colour as `#FFC454`.
    package var hex: String {
        "#"
            + [red, green, blue].map { value in
                let digits = String(value, radix: 16, uppercase: true)
                return value < 16 ? "0" + digits : digits
            }.joined()
    }

    /// Reads `"#FFC454"`.
    package init(from decoder: any Decoder) throws {
        guard let text = try? decoder.singleValueContainer().decode(String.self), let colour = Self(hex: text) else {
            throw DocumentFault.wrong(decoder, mustBe: "a colour such as \"#FFC454\"")
        }
        self = colour
    }

    /// Writes `"#FFC454"`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}

extension StringProtocol {
    /// The text without white space at its ends.
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
