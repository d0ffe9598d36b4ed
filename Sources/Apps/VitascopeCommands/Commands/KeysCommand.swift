internal import API
internal import ArgumentParser
internal import Film
internal import Films
internal import FoundationEssentials
internal import Platform

/// `vitascope keys`: who may use a service.
struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Make, list and withdraw a service's API keys.",
        discussion: """
            EXAMPLES
              vitascope keys add laptop
              vitascope keys list
              vitascope keys revoke laptop

            A service without keys answers this machine only. Changes count at once, without a restart.
            """,
        subcommands: [Add.self, List.self, Revoke.self], defaultSubcommand: List.self)

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key; it is shown once and kept nowhere.", aliases: ["create"])

        @Argument(help: "What it is called.") var name: String
        @OptionGroup var place: DataOption

        func run() async throws {
            try FileSystem.makeFolder(place.places.data)
            let (key, secret) = try await KeyRing(data: place.places.data).add(name: name, now: systemTime())
            Terminal.error("\(key.id) \(key.name); keep it now, it is not shown again:\n")
            Terminal.output("\(secret)\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the keys.")

        @OptionGroup var place: DataOption

        func run() async throws {
            let ring = try KeyRing(data: place.places.data)
            guard !ring.keys.isEmpty else {
                Terminal.error("There are no keys: the service answers this machine only.\n")
                return
            }
            let rows = ring.keys.map { key in
                [
                    key.id, Self.day(key.created), ring.lastUsed(key.id) ?? "never",
                    key.revoked.map { "withdrawn \(Self.day($0))" } ?? "good", key.name,
                ]
            }
            Terminal.output(Table.text([["ID", "MADE", "LAST USED", "STATE", "NAME"]] + rows))
        }

        private static func day(_ time: Int64) -> String {
            Date(timeIntervalSince1970: Double(time) / 1000).formatted(.iso8601.year().month().day())
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Withdraw a key.")

        @Argument(help: "Its id, or its name.") var key: String
        @OptionGroup var place: DataOption

        func run() async throws {
            let revoked = try await KeyRing(data: place.places.data).revoke(key, now: systemTime())
            Terminal.output("\(revoked.id) \(revoked.name) is withdrawn\n")
        }
    }
}
