internal import FoundationEssentials

/// The cuts of Inter that films are set in.
package enum TypeFace: Sendable, Hashable, CaseIterable {
    /// Captions.
    case semiBold
    /// Details beside large type.
    case medium
    /// Quotes.
    case displayMedium
    /// Titles and numbers.
    case displayBold

    /// The family as the font names it (name 1), by which libass finds it.
    var family: String {
        switch self {
        case .semiBold: "Inter Semi Bold"
        case .medium: "Inter Medium"
        case .displayMedium: "Inter Display Medium"
        case .displayBold: "Inter Display"
        }
    }

    /// Ascent plus descent of the face in em: libass scales a face so that this sum is the size it is given.
    ///
    /// From the fonts' `OS/2` tables: (2728 + 680) / 2816 for Inter, (1974 + 502) / 2048 for Inter Display.
    package var linePerEm: Double {
        switch self {
        case .semiBold, .medium: 3408.0 / 2816
        case .displayMedium, .displayBold: 2476.0 / 2048
        }
    }

    /// Ascent in em (2728 / 2816, 1974 / 2048).
    package var ascent: Double {
        switch self {
        case .semiBold, .medium: 2728.0 / 2816
        case .displayMedium, .displayBold: 1974.0 / 2048
        }
    }

    /// Height of capitals and figures in em (2048 / 2816, 1472 / 2048).
    package var capHeight: Double {
        switch self {
        case .semiBold, .medium: 2048.0 / 2816
        case .displayMedium, .displayBold: 1472.0 / 2048
        }
    }

    /// Weight on the OpenType scale of 100 to 900.
    var weight: Int32 {
        switch self {
        case .semiBold: 600
        case .medium, .displayMedium: 500
        case .displayBold: 700
        }
    }

    private var fileName: String {
        switch self {
        case .semiBold: "Inter-SemiBold.otf"
        case .medium: "Inter-Medium.otf"
        case .displayMedium: "InterDisplay-Medium.otf"
        case .displayBold: "InterDisplay-Bold.otf"
        }
    }

    /// Where systems keep Inter; the first folder that has the file wins.
    private static let folders = [
        "/usr/share/fonts/opentype/inter", "/usr/share/fonts/inter", "/usr/local/share/fonts/inter",
        "/usr/share/fonts/OTF", "/Library/Fonts", "/opt/homebrew/share/fonts",
    ]

    /// The font file's bytes, or `nil` when it is in none of the usual folders.
    func load() -> Data? {
        for folder in Self.folders {
            if let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(fileName)"), options: .alwaysMapped) {
                return data
            }
        }
        return nil
    }

    /// True when the face's file is on this machine; without it another sans-serif stands in.
    package var isInstalled: Bool { load() != nil }
}

/// True when Inter has every letter of the text: Latin, Greek, Cyrillic, and common punctuation and currency signs.
///
/// Only other text needs the system's fonts, whose listing may take a second on a machine that has never listed them.
func interCovers(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0...0x148, 0x14A...0x1C3, 0x38E...0x3A1, 0x3A3...0x3E1, 0x3F0...0x49D, 0x4A0...0x4FF: true
        case 0x2000...0x200B, 0x2010...0x2027, 0x202F...0x2060, 0x20A0...0x20BE, 0x2190...0x2193, 0x2212: true
        case 0x300...0x31E, 0x2122: true
        default: false
        }
    }
}
