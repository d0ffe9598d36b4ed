internal import API
internal import ArgumentParser
internal import Film
internal import Films
internal import FoundationEssentials
internal import Platform

/// `vitascope storyboard`: reads and changes what a film of a service is made from.
struct StoryboardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storyboard",
        abstract: "Read or change what a film of a service is made from.",
        discussion: """
            EXAMPLES
              vitascope storyboard get video_01jd3q5tkm8f2y6w9c4rh7n0ea > film.json
              vitascope storyboard edit video_01jd3q5tkm8f2y6w9c4rh7n0ea
              vitascope storyboard edit video_01jd3q5tkm8f2y6w9c4rh7n0ea --file film.json --wait

            'edit' opens it in $EDITOR. Only what changed is made anew. When somebody else changed it meanwhile, nothing
            is overwritten.
            """,
        subcommands: [Get.self, Edit.self], defaultSubcommand: Get.self)

    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the storyboard.")

        @Argument(help: "The film.") var id: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let film = try FilmName.check(id)
            let client = try server.client()
            try await ProcessSignals.cancelling {
                _ = TerminalDevice.write(try await Document.read(film, client).bytes, descriptor: 1)
            }
        }
    }

    struct Edit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the storyboard in an editor, or to a file's.")

        @Argument(help: "The film.") var id: String

        @Option(help: ArgumentHelp("The changed storyboard; - reads standard input.", valueName: "FILE"))
        var file: String?

        @Flag(help: "Only tell what would be made anew.") var dryRun = false
        @Flag(help: "Stay until it is done, and show its progress.") var wait = false
        @Flag(help: "The service's own JSON.") var json = false
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let film = try FilmName.check(id)
            let client = try server.client()
            let command = self
            try await ProcessSignals.cancelling { try await command.edit(film, client) }
        }

        private func edit(_ film: FilmID, _ client: ServiceClient) async throws {
            let document = try await Document.read(film, client)
            let changed = try await changedBytes(document, film)
            // Told here, a mistake is found before anything is sent.
            _ = try StoryboardFile.decode(changed)
            let patch = StoryboardChange.patch(
                from: try Document.value(document.bytes), to: try Document.value(changed))
            guard patch != .object([:]) else {
                Terminal.error("Nothing was changed.\n")
                return
            }
            let answer: [UInt8]
            do {
                answer = try await client.send(
                    "PATCH", "/v1/videos/\(film)/storyboard" + (dryRun ? "?dry_run=true" : ""),
                    headers: [("If-Match", document.tag)], json: patch.canonicalBytes
                ).body
            } catch {
                try keep(changed, film)
                throw error
            }
            try tell(answer)
            if wait, !dryRun { try await Following(client: client, film: film, isJSON: json).run() }
        }

        private func changedBytes(_ document: Document, _ film: FilmID) async throws -> [UInt8] {
            switch file {
            case "-": TerminalDevice.readAll(descriptor: 0, limit: 32 << 20)
            case let file?: try FileSystem.read(file, limit: 32 << 20)
            case nil: try await Editor.change(document.bytes, name: "\(film).json")
            }
        }

        /// Work in an editor is not lost because the service refused it.
        private func keep(_ bytes: [UInt8], _ film: FilmID) throws {
            guard file == nil else { return }
            let path = "\(film).json"
            try AtomicFile.write(bytes, to: path)
            Terminal.error("Your changes are kept in \(path); send them with --file.\n")
        }

        private struct Revision: Decodable {
            var revision: Int
            var scenesDrawn: Int
            var scenesKept: Int
        }

        private func tell(_ answer: [UInt8]) throws {
            if json { return Terminal.output(SubmitCommand.line(answer) + "\n") }
            let told = try ServiceClient.decode(Revision.self, answer)
            Terminal.output(
                "revision \(told.revision): \(told.scenesDrawn) scenes are drawn anew, \(told.scenesKept) are kept\n")
        }
    }

    /// A storyboard as the service has it, and what names this state of it.
    private struct Document: Sendable {
        let bytes: [UInt8]
        let tag: String

        static func read(_ film: FilmID, _ client: ServiceClient) async throws -> Document {
            let answer = try await client.send("GET", "/v1/videos/\(film)/storyboard")
            return Document(bytes: answer.body, tag: answer.tag ?? "*")
        }

        static func value(_ bytes: [UInt8]) throws(FilmError) -> JSONValue {
            do throws(APIError) { return try JSONValue(bytes) } catch { throw FilmError(.input, error.message) }
        }
    }
}
