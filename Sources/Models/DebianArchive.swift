internal import Film
internal import Platform

/// A Debian suite, read through an apt state of our own: the machine's sources, lists and packages stay as they are.
struct DebianArchive: Sendable {
    /// Such as `trixie`.
    let suite: String
    /// The folder of the state.
    let state: String

    /// What makes apt-get use that state.
    var options: [String] {
        [
            "Dir::State=\(state)", "Dir::State::Lists=\(state)/lists", "Dir::State::status=\(state)/status",
            "Dir::Cache=\(state)/cache", "Dir::Etc::SourceList=\(state)/sources.list",
            "Dir::Etc::SourceParts=/dev/null", "APT::Sandbox::User=root", "Acquire::Languages=none",
        ].flatMap { ["-o", $0] }
    }

    /// Makes the state and reads the suite's list.
    func prepare() async throws {
        try FileSystem.makeFolder(Path.join(state, "lists/partial"))
        try FileSystem.makeFolder(Path.join(state, "cache/archives/partial"))
        try AtomicFile.write("", to: Path.join(state, "status"), synced: false)
        let line = "deb \(Self.signedBy)\(try await address()) \(suite) main\n"
        try AtomicFile.write(line, to: Path.join(state, "sources.list"), synced: false)
        var request = Subprocess.Request("apt-get", options + ["-qq", "update"])
        request.environment = ["LC_ALL": "C.UTF-8"]
        request.deadline = .seconds(600)
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else {
            throw FilmError(
                .missing, "Debian's list of packages for \(suite) could not be read: \(outcome.reason)",
                remedy: "Check the network and run the same command again.")
        }
    }

    /// The address of the machine's own Debian archive: from its lists, or from its sources when it has no lists yet.
    private func address() async throws -> String {
        let listed = try await Subprocess.run(
            Subprocess.Request(
                "apt-get", ["indextargets", "--format", "$(LABEL) $(REPO_URI)", "Created-By: Packages"]))
        for line in listed.outputText.split(separator: "\n") where line.hasPrefix("Debian ") {
            return String(line.dropFirst("Debian ".count))
        }
        var files = ["/etc/apt/sources.list"]
        files += (try? FileSystem.files(in: "/etc/apt/sources.list.d").map(\.path)) ?? []
        if let address = files.lazy.compactMap(Self.address).first { return address }
        throw FilmError(
            .missing, "This machine's apt sources name no Debian archive.",
            remedy: "Add one to /etc/apt/sources.list, or do without this pack.")
    }

    /// The first address in a sources file that ends like a Debian archive's.
    private static func address(in file: String) -> String? {
        guard let text = try? FileSystem.readText(file) else { return nil }
        for line in text.split(separator: "\n") where line.first != "#" {
            for word in line.split(separator: " ") where word.contains(":/") {
                if word.hasSuffix("/debian") || word.hasSuffix("/debian/") { return String(word) }
            }
        }
        return nil
    }

    /// Names Debian's keys where they are not trusted by default.
    private static var signedBy: String {
        let keys = ["gpg", "pgp"].map { "/usr/share/keyrings/debian-archive-keyring.\($0)" }
        guard let found = keys.first(where: { FileSystem.facts($0) != nil }) else { return "" }
        return "[signed-by=\(found)] "
    }
}
