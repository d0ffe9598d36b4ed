internal import Film
internal import Platform

/// A file in an archive, and where its copy goes.
struct PackMember: Sendable {
    /// As the pack's files name it: `SOURCE:PATH`.
    let part: String
    /// The path of the copy.
    let copy: String

    var source: Substring { part.prefix { $0 != ":" } }
    var path: Substring { part.drop { $0 != ":" }.dropFirst() }
}

/// One source of a pack: how it is downloaded with the registries' own clients, and unpacked.
struct PackArchive: Sendable {
    let source: Pack.Source
    let pack: Pack
    /// The pack's folder for what is under way.
    let work: String
    /// Variables for the programs that download.
    let environment: [String: String]

    /// How a person knows it.
    var title: String { source.debian.map { "Debian's \($0)" } ?? source.pypi ?? source.id }

    /// A folder that holds the archive alone, and only when it was downloaded whole.
    private var folder: String { Path.join(work, "archive-\(source.id)") }

    var isThere: Bool { FileSystem.facts(folder) != nil }

    /// Downloads it, unless an earlier attempt did.
    func download() async throws {
        guard !isThere else { return }
        let partial = folder + ".new"
        try FileSystem.remove(partial)
        try FileSystem.makeFolder(partial)
        if let requirement = source.pypi {
            try await runDownload("python3", pipArguments(requirement), in: partial)
        } else if let package = source.debian, let suite = source.suite {
            let archive = DebianArchive(suite: suite, state: Path.join(work, "apt-\(suite)"))
            try await archive.prepare()
            try await runDownload("apt-get", archive.options + ["-qq", "download", package], in: partial)
        }
        try FileSystem.move(partial, to: folder)
    }

    /// Copies files out of it.
    func unpack(_ members: [PackMember]) async throws {
        guard let name = try FileSystem.names(in: folder).first(where: { !$0.hasPrefix(".") }) else {
            try FileSystem.remove(folder)
            throw unusable("it is empty")
        }
        let request: Subprocess.Request
        if source.pypi != nil {
            let names = members.flatMap { [String($0.path), $0.copy] }
            request = Subprocess.Request("python3", ["-c", Self.unzip, Path.join(folder, name)] + names)
        } else {
            try FileSystem.makeFolder(tree)
            request = Subprocess.Request("dpkg-deb", ["-x", Path.join(folder, name), tree])
        }
        defer { try? FileSystem.remove(tree) }
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else {
            try FileSystem.remove(folder)
            throw unusable(outcome.reason)
        }
        guard source.pypi == nil else { return }
        for member in members {
            let path = Path.join(tree, String(member.path))
            guard FileSystem.facts(path) != nil else { throw unusable("it has no \(member.path)") }
            try FileSystem.move(path, to: member.copy)
        }
    }

    private var tree: String { Path.join(work, "tree-\(source.id)") }

    /// Copies members of a zip archive to files: archive, then a member and a path, and so on.
    private static let unzip = """
        import shutil, sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as archive:
            for member, path in zip(sys.argv[2::2], sys.argv[3::2]):
                with archive.open(member) as source, open(path, "wb") as copy:
                    shutil.copyfileobj(source, copy)
        """

    private func pipArguments(_ requirement: String) -> [String] {
        var arguments = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", "--retries", "2"]
        if let python = source.python { arguments += ["--python-version", python] }
        if let platform = source.platform { arguments += ["--platform", platform] }
        return arguments + ["--dest", ".", requirement]
    }

    private func runDownload(_ program: String, _ arguments: [String], in folder: String) async throws {
        var request = Subprocess.Request(program, arguments)
        request.folder = folder
        request.environment = ["PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "LC_ALL": "C.UTF-8"]
            .merging(environment) { _, mine in mine }
        request.deadline = .seconds(1800)
        let outcome = try await Subprocess.run(request)
        guard outcome.succeeded else {
            throw FilmError(
                .missing,
                "\(title) could not be downloaded (\(outcome.reason)); it is the pack \(pack.id), and without it "
                    + "\(pack.without).",
                remedy: "Check the network, then run `vitascope models fetch \(pack.id)`.")
        }
    }

    private func unusable(_ reason: String) -> FilmError {
        FilmError(
            .missing, "\(title) could not be unpacked for the pack \(pack.id): \(reason).",
            remedy: "Run `vitascope models fetch \(pack.id)` again; it is then downloaded anew.")
    }
}
