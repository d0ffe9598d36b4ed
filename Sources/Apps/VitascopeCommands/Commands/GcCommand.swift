internal import ArgumentParser
internal import Film
internal import Films
internal import Platform
internal import StepsSQLite
internal import Workers

/// `vitascope gc`: removes what a service no longer needs.
struct GcCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Remove a service's old films and trim its cache; a running server does so by itself.",
        discussion: """
            EXAMPLES
              vitascope gc --dry-run --keep 30d
              vitascope gc --keep 7d --cache-size 5GB

            Films whose time is over go always, those that ended longer ago than --keep too; folders that belong to no
            film, replaced revisions, and results that were unused the longest.
            """)

    @Option(help: ArgumentHelp("Remove films that ended longer ago.", valueName: "TIME"))
    var keep: String?

    @Option(
        help: ArgumentHelp(
            "What the cache of finished scenes may take (default 20GB; VITASCOPE_CACHE_SIZE).", valueName: "SIZE"))
    var cacheSize: String?

    @Flag(help: "Only tell what would be removed.")
    var dryRun = false

    @OptionGroup var place: DataOption

    func run() async throws {
        let age = try keep.map { text throws(FilmError) in Int64(try Amounts.seconds(text, "--keep")) * 1000 }
        let size = try Amounts.bytes(Setting.value(cacheSize, "VITASCOPE_CACHE_SIZE") ?? "20GB", "--cache-size")
        let (places, dryRun) = (place.places, dryRun)
        guard FileSystem.facts(places.database) != nil else {
            throw FilmError(
                .input, "There is no service's data in \(places.data).", remedy: "Name its folder with --data.")
        }
        try await ProcessSignals.cancelling {
            let house = try await House.open(places)
            let report = try await house.housekeeper(cacheSize: Int(size)).clean(endedBefore: age, dryRun: dryRun)
            await house.films.close()
            for film in report.films { Terminal.output("film \(film)\n") }
            for folder in report.folders { Terminal.output("folder \(folder)\n") }
            if report.cache > 0 { Terminal.output("cache \(ByteText.text(report.cache))\n") }
            Terminal.output("\(dryRun ? "would free" : "freed") \(ByteText.text(report.bytes))\n")
        }
    }
}
