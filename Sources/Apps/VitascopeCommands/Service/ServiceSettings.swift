internal import ArgumentParser
internal import Film
internal import Films
internal import Platform
internal import Workers

/// Where a service keeps everything; the option that all its commands share.
struct DataOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The data folder (default $XDG_DATA_HOME/vitascope/service; VITASCOPE_DATA).", valueName: "DIR"))
    var data: String?

    /// The service's places, with a path from the root.
    var places: FilmPlaces {
        let folder = Setting.value(data, "VITASCOPE_DATA") ?? Path.join(UserFolders.data, "service")
        return FilmPlaces(data: FileSystem.absolute(folder))
    }
}

/// How a process makes films: the options that `serve` and `work` share.
struct WorkerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Films in flight at once in this process; 0 for none (default 12; VITASCOPE_WORKERS).", valueName: "N"))
    var workers: String?

    @Option(
        help: ArgumentHelp(
            "Memory for films in flight (default: 60 % of the machine's; VITASCOPE_MEMORY).", valueName: "SIZE"))
    var memory: String?

    @Option(
        help: ArgumentHelp(
            "Disk that stays free; no film is begun that would need it (default 500MB; VITASCOPE_FREE_DISK).",
            valueName: "SIZE"))
    var freeDisk: String?

    @Option(
        help: ArgumentHelp(
            "A folder of videos and photos to choose from, besides those of 'vitascope library'; may be repeated "
                + "(VITASCOPE_LIBRARY, separated by colons).", valueName: "DIR"))
    var library: [String] = []

    @Option(help: ArgumentHelp("Your own pronunciations, a word = sound on each line.", valueName: "FILE"))
    var pronunciations: String?

    @Option(help: ArgumentHelp("How the log is written, on standard error (VITASCOPE_LOG).", valueName: "text|json"))
    var log: String?

    /// The limits, checked.
    ///
    /// - Throws: A `FilmError` that names the setting that is wrong.
    func limits() throws(FilmError) -> WorkerLimits {
        var limits = WorkerLimits()
        if let text = Setting.value(workers, "VITASCOPE_WORKERS") {
            limits.films = try Amounts.whole(text, "--workers", in: 0...1000)
        }
        limits.memory = Int64(Machine.memoryBytes) * 6 / 10
        if let text = Setting.value(memory, "VITASCOPE_MEMORY") { limits.memory = try Amounts.bytes(text, "--memory") }
        if let text = Setting.value(freeDisk, "VITASCOPE_FREE_DISK") {
            limits.freeDisk = try Amounts.bytes(text, "--free-disk")
        }
        return limits
    }

    /// How the house is set up.
    ///
    /// - Parameters:
    ///   - keep: How long films that ended are kept, in seconds; `nil` for ever.
    ///   - staysWarm: Whether the voice is loaded ahead of films and kept.
    /// - Returns: The settings.
    /// - Throws: A `FilmError` that names the setting that is wrong.
    func house(keep: Int? = nil, staysWarm: Bool = false) throws(FilmError) -> House.Settings {
        House.Settings(
            libraries: libraries, pronunciations: pronunciations, keep: keep, staysWarm: staysWarm, log: try logForm())
    }

    /// The library folders named, with paths from the root.
    private var libraries: [String] {
        let named =
            library.isEmpty
            ? (Platform.Environment["VITASCOPE_LIBRARY"] ?? "").split(separator: ":").map(String.init) : library
        return named.map { FileSystem.absolute($0) }
    }

    /// How the log is written.
    ///
    /// - Throws: A `FilmError` for anything but the two ways.
    private func logForm() throws(FilmError) -> ServiceLog.Form {
        let text = Setting.value(log, "VITASCOPE_LOG") ?? "text"
        guard let form = ServiceLog.Form(rawValue: text) else {
            throw FilmError(
                .usage, "--log \(BriefReader.quoted(text)) is not known.", remedy: "Use text or json.")
        }
        return form
    }
}

/// A setting from the command line or the environment, in that order.
enum Setting {
    /// What was given on the command line, or what a variable holds; an empty variable counts as not set.
    static func value(_ given: String?, _ variable: String) -> String? {
        given ?? Platform.Environment[variable].flatMap { $0.isEmpty ? nil : $0 }
    }
}
