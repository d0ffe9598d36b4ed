internal import ArgumentParser
internal import Film
internal import Footage
internal import Platform

/// `vitascope library`: the folders that pictures are chosen from.
struct LibraryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract: "Add, list and search the folders that pictures are chosen from.",
        discussion: """
            EXAMPLES
              vitascope library add ~/Footage
              vitascope library search "waves at dawn"
              vitascope library list
            """,
        subcommands: [Add.self, List.self, Search.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Index a folder of videos and photos, or look through it again.")

        @Argument(help: "The folder.") var folder: String

        func run() async throws {
            let folder = folder
            try await ProcessSignals.cancelling {
                let library = try await Workshop().library(ProgressView(.auto).notice)
                let summary = try await library.add(folder: folder)
                Terminal.output(LibraryText.text(summary))
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List what is indexed.")

        @Argument(help: "Only this folder.") var folder: String?

        func run() async throws {
            let (own, starter) = try await Workshop().libraries { _ in }
            let items = try await own.list(folder: folder) + (starter?.list(folder: folder) ?? [])
            if items.isEmpty {
                Terminal.error("Nothing is indexed yet. Add a folder: vitascope library add DIR\n")
                return
            }
            Terminal.output(LibraryText.table(items))
        }
    }

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Find pictures for words.")

        @Argument(help: "The words.") var words: [String]
        @Option(help: "The most results.") var limit = 10

        func run() async throws {
            guard limit > 0 else {
                throw FilmError(.usage, "--limit \(limit) is not a number of results.", remedy: "Use 1 or more.")
            }
            let (own, starter) = try await Workshop().libraries { _ in }
            let hits = try await own.search(words.joined(separator: " "), limit: limit, shelf: starter)
            if hits.isEmpty {
                Terminal.error("Nothing in the library has to do with that.\n")
                return
            }
            Terminal.output(LibraryText.hits(hits))
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget a folder; its files stay.")

        @Argument(help: "The folder.") var folder: String

        func run() async throws {
            let count = try await Workshop().library { _ in }.remove(folder: folder)
            Terminal.output("Forgot \(count) items of \(folder).\n")
        }
    }
}
