package import Film
package import Pixels

/// The drawn motion backgrounds, by name.
package enum SceneryCatalogue {
    /// Names that a script may ask for.
    package static let names = ["waves", "ridges", "sea", "aurora", "hills", "lights", "city"]

    /// Makes a scenery.
    ///
    /// - Parameters:
    ///   - name: One of ``names``; `nil` or an unknown name lets the words decide.
    ///   - words: What the scene speaks of, in any case and form.
    ///   - size: The film's size.
    ///   - frameRate: The film's frame rate.
    ///   - seed: Decides the composition.
    ///   - look: Decides the palette; the seed does when it is `nil`.
    /// - Returns: A source that moves for as long as it is asked to.
    package static func make(
        name: String?, words: [String] = [], size: PictureSize, frameRate: FrameRate, seed: UInt64,
        look: UInt64? = nil
    ) -> any PictureSource {
        let stage = Stage(size: size, frameRate: frameRate, seed: seed, look: look ?? seed)
        switch name.flatMap({ names.contains($0) ? $0 : nil }) ?? chosenName(for: words) {
        case "ridges": return Ridges.make(stage)
        case "sea": return Sea.make(stage)
        case "aurora": return Aurora.make(stage)
        case "hills": return Hills.make(stage)
        case "lights": return Lights.make(stage)
        case "city": return City.make(stage)
        default: return Waves.make(stage)
        }
    }

    /// The scenery that words call for; `waves`, which shows nothing in particular, unless they clearly name a place.
    ///
    /// - Parameter words: What the scene speaks of.
    /// - Returns: One of ``names``.
    package static func chosenName(for words: [String]) -> String {
        var scores: [String: Int] = [:]
        for word in words {
            let bare = word.lowercased().filter { $0.isLetter }
            for (name, stems) in subjects where stems.contains(where: { isForm(bare, of: $0) }) {
                scores[name, default: 0] += 1
            }
        }
        let best = scores.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best?.key ?? "waves"
    }

    /// True for the stem itself and its plain endings ("mountain", "mountains", but "seasons" is no "sea").
    private static func isForm(_ word: String, of stem: String) -> Bool {
        guard word.hasPrefix(stem) else { return false }
        return ["", "s", "es", "side", "top", "tops", "light", "lights", "scape"].contains(
            String(word.dropFirst(stem.count)))
    }

    private static let subjects: [(String, [String])] = [
        (
            "sea",
            ["sea", "ocean", "moon", "tide", "sailor", "ship", "harbour", "harbor", "coast", "voyage", "lighthouse"]
        ),
        ("ridges", ["mountain", "peak", "ridge", "summit", "valley", "alps", "dusk", "sunset", "wilderness", "climb"]),
        (
            "aurora",
            ["aurora", "arctic", "polar", "north", "star", "cosmos", "galaxy", "universe", "winter", "astronomy"]
        ),
        (
            "hills",
            ["hill", "meadow", "field", "countryside", "farm", "village", "spring", "morning", "sunrise", "garden"]
        ),
        (
            "city",
            ["city", "cities", "town", "street", "skyline", "building", "urban", "downtown", "metropolis", "office"]
        ),
        ("lights", ["party", "festival", "celebration", "carnival", "christmas", "candle", "lantern", "nightlife"]),
    ]
}
