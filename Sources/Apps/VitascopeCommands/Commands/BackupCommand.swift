internal import ArgumentParser
internal import Film
internal import Films
internal import Platform
internal import StepsSQLite

/// `vitascope backup`: a copy of a service's database.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy a service's database while it is in use.",
        discussion: """
            EXAMPLES
              vitascope backup /backup/vitascope.sqlite

            The copy holds every film's record, storyboard and events. Films' files lie in the data folder's films/ and
            uploads/ and are copied as they are; without them a film can be made again from its storyboard.
            """)

    @Argument(help: "The copy; a file of that name is replaced.") var target: String
    @OptionGroup var place: DataOption

    func run() async throws {
        let (places, target) = (place.places, target)
        guard FileSystem.facts(places.database) != nil else {
            throw FilmError(
                .input, "There is no service's data in \(places.data).", remedy: "Name its folder with --data.")
        }
        do {
            let films = try await SQLiteFilms(path: places.database)
            try await films.database.backup(to: target)
            await films.close()
        } catch let error as FilmStoreError {
            throw error.filmError
        }
        Terminal.output("\(target)\n")
    }
}
