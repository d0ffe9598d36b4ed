package import Film

/// A script as its writer meant it: blocks in order, free of marks.
package struct Script: Sendable, Equatable {
    /// The first level-one heading.
    package var title: String?
    /// What the front matter asks for.
    package var settings = ScriptSettings()
    /// Blocks in reading order.
    package var blocks: [ScriptBlock] = []
    /// What the writer should know.
    package var diagnostics: [ScriptDiagnostic] = []

    /// All the words to be spoken, in order.
    package var spokenText: String {
        blocks.flatMap { block -> [String] in
            switch block.content {
            case .paragraph(let pieces): return pieces.compactMap(\.words)
            case .quote(let text, _): return [text]
            case .chapter, .pauseForThought: return []
            }
        }.joined(separator: " ")
    }
}

/// A part of a script between blank lines.
package struct ScriptBlock: Sendable, Equatable {
    /// What kind of part.
    package enum Content: Sendable, Equatable {
        /// A chapter's heading.
        case chapter(String)
        /// A smaller heading or a rule: the thought changes, nothing is shown or said.
        case pauseForThought
        /// Words with the directions that stand among them.
        case paragraph([ScriptPiece])
        /// Someone's words and who said them (may be empty).
        case quote(String, source: String)
    }

    /// What it is.
    package var content: Content
    /// Its first line in the script, from 1.
    package var line: Int
}

/// Words or a direction, in order of reading.
package struct ScriptPiece: Sendable, Equatable {
    /// Which of the two.
    package enum Content: Sendable, Equatable {
        /// Words to speak, without marks, single spaces between them.
        case words(String)
        /// What the writer asks for.
        case direction(Direction)
    }

    /// What it is.
    package var content: Content
    /// Its first line in the script, from 1.
    package var line: Int

    /// The words, unless it is a direction.
    package var words: String? {
        if case .words(let text) = content { text } else { nil }
    }
}

/// What a writer asks for on a line of its own in square brackets.
package enum Direction: Sendable, Equatable {
    /// Show this: words to look for, things to keep out, or a file.
    case picture(queries: [String], avoid: [String], file: String?)
    /// Be silent for this many milliseconds.
    case pause(Int)
    /// Change the music.
    case music(MusicChoice)
    /// Change the narrator; `nil` goes back to the film's own.
    case voice(VoiceChoice?)
    /// Show a card.
    case card(Card)
    /// Show a drawn background, by name or any.
    case scenery(String?)
    /// Keep these out of the pictures from here on; empty lifts the ban.
    case avoid([String])
}
