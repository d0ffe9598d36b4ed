internal import ArgumentParser
internal import Film
internal import Platform

/// Where the film goes and how its making is told.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Folder for the film (default out/<title>); - streams fragmented MP4 to standard output.",
            valueName: "DIR"))
    var output: String?

    @Option(help: ArgumentHelp("A folder of videos and photos to choose from; may be repeated.", valueName: "DIR"))
    var library: [String] = []

    @Option(help: ArgumentHelp("Your own pronunciations, a word = sound on each line.", valueName: "FILE"))
    var pronunciations: String?

    @Option(help: ArgumentHelp("Progress on standard error: auto, json or none.", valueName: "MODE"))
    var progress: ProgressMode = .auto

    /// The wanted target, checked as far as it can be before the title is known.
    func target() throws(FilmError) -> FilmTarget {
        guard let output else { return .folder(nil) }
        if output == "-" {
            if Terminal.outputIsTerminal {
                throw FilmError(
                    .usage, "--output - would write the film's bytes to the terminal.",
                    remedy: "Pipe it into a player, as: vitascope make … -o - | mpv -")
            }
            return .standardOutput
        }
        guard !output.isEmpty else {
            throw FilmError(.usage, "--output is empty.", remedy: "Name a folder, as --output out/film.")
        }
        if let facts = FileSystem.facts(output), !facts.isFolder {
            throw FilmError(
                .output, "\(output) is a file, and a film needs a folder.",
                remedy: "Name a folder, as --output out/film.")
        }
        return .folder(output)
    }
}

/// Where a film goes.
enum FilmTarget: Sendable {
    /// A folder, or the one named after the film's title.
    case folder(String?)
    /// Fragmented MP4 on standard output.
    case standardOutput

    /// The target with its folder named.
    func resolved(title: String) -> FilmTarget {
        guard case .folder(nil) = self else { return self }
        return .folder("out/" + Self.slug(title))
    }

    /// A title as a folder's name: letters and digits in lower case joined by dashes, at most 60 characters.
    static func slug(_ title: String) -> String {
        var words: [String] = []
        var length = 0
        for word in title.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            length += word.count + 1
            guard length <= 60 || words.isEmpty else { break }
            words.append(String(word.prefix(60)))
        }
        return words.isEmpty ? "film" : words.joined(separator: "-")
    }
}
