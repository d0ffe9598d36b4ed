internal import ArgumentParser
internal import Film
internal import ModelPacks
internal import Platform

/// `vitascope models`: the packs of voices, photos, music and vectors.
struct ModelsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List, fetch and verify the model packs.",
        discussion: """
            EXAMPLES
              vitascope models list
              vitascope models fetch
              vitascope models fetch voice-heart
              vitascope models verify
            """,
        subcommands: [List.self, Fetch.self, Verify.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List every pack and whether it is here.")

        func run() async throws {
            let rows = try PackStore.standard().list().map { status in
                [
                    status.pack.id, status.isUsable ? "here" : "missing", ByteText.text(status.pack.size),
                    status.pack.licence.name, status.pack.purpose,
                ]
            }
            Terminal.output(Table.text([["PACK", "STATE", "SIZE", "LICENCE", "WHAT FOR"]] + rows))
        }
    }

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Fetch packs; without names, all that films use by default.")

        @Argument(help: "Pack names.") var packs: [String] = []

        func run() async throws {
            let named = packs
            try await ProcessSignals.cancelling {
                let store = try PackStore.standard()
                let ids = named.isEmpty ? store.catalogue.defaults.map(\.id) : named
                for id in ids { _ = try store.catalogue.pack(id) }
                for id in ids {
                    if try store.status(id).isUsable {
                        Terminal.output("\(id): already here\n")
                        continue
                    }
                    _ = try await store.fetch(id) { Terminal.error("\(id): \(PackText.text($0))\n") }
                    Terminal.output("\(id): fetched and verified\n")
                }
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hash every file of the packs that are here again.")

        @Argument(help: "Pack names.") var packs: [String] = []

        func run() async throws {
            let store = try PackStore.standard()
            var bad: [String] = []
            let ids = packs.isEmpty ? store.list().filter { $0.state != .missing }.map(\.pack.id) : packs
            for id in ids {
                let status = try await store.verify(id)
                Terminal.output("\(id): \(status.isUsable ? "right" : status.sentence)\n")
                if !status.isUsable { bad.append(id) }
            }
            guard bad.isEmpty else {
                throw FilmError(
                    .missing, "\(bad.joined(separator: ", ")) cannot be used as they are.",
                    remedy: "Fetch again: vitascope models fetch \(bad.joined(separator: " "))")
            }
        }
    }
}
