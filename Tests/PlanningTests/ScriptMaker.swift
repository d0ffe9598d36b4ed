import Film

@testable import Planning

/// Scripts of every shape, from a seed, for properties that hold for all of them.
struct ScriptMaker {
    private var random: SeededRandom
    private static let words = """
        the a of and river stone light old keeper climbs slowly every evening while nobody knows why it turns, through rain; \
        mountains hold their snow until spring. Dr. Rao said "yes" in 1999 for $3.50 — perhaps. Otters play where water runs
        """.split { $0 == " " || $0 == "\n" }.map(String.init)

    init(seed: UInt64) { random = SeededRandom(seed: seed, for: "scripts") }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    mutating func sentence() -> String {
        let words = (0..<number(1...45)).map { _ in Self.words.randomElement(using: &random) ?? "word" }
        let stop = [".", ".", ".", "!", "?", "…"].randomElement(using: &random) ?? "."
        return words.joined(separator: " ").capitalised + stop
    }

    mutating func paragraph() -> String { (0..<number(1...5)).map { _ in sentence() }.joined(separator: " ") }

    private mutating func direction() -> String {
        [
            "[picture: waves at dawn]", "[pause: 1.5s]", "[music: tender]", "[voice: george]", "[card: 37 % | of it]",
            "[scenery: sea]", "[avoid: people]", "![boat](boat.jpg)", "[unknown: x]",
        ].randomElement(using: &random) ?? ""
    }

    /// Paragraphs and what may stand between and within them.
    mutating func script(paragraphs: Int) -> String {
        var blocks = ["# The title"]
        for _ in 0..<paragraphs {
            switch number(0...7) {
            case 0: blocks.append("## Chapter \(number(1...9))")
            case 1: blocks.append(direction())
            case 2: blocks.append(direction() + "\n" + paragraph() + "\n" + direction() + "\n" + paragraph())
            case 3: blocks.append("> " + sentence() + "\n> — Someone")
            case 4: blocks.append("- " + sentence() + "\n- " + sentence())
            default: break
            }
            blocks.append(paragraph())
        }
        return blocks.joined(separator: "\n\n")
    }
}
