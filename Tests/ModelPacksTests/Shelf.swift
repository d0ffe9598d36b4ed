import Film
import ModelPacks
import Platform
import TestSupport

/// A registry of one small real package in a folder, and a pack that comes from it.
struct Shelf {
    let folder: String
    /// The pack's files as they should be.
    static let files = ["one.txt": "first\n", "deep/two.txt": "second and third\n"]

    /// Makes the wheel `toypack` 1.0 with pip's own format.
    init(in folder: String) async throws {
        self.folder = folder
        let script = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], "w") as wheel:
                wheel.writestr("toypack/one.txt", "first\\n")
                wheel.writestr("toypack/two.a", "second ")
                wheel.writestr("toypack/two.b", "and third\\n")
                info = "toypack-1.0.dist-info/"
                wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: toypack\\nVersion: 1.0\\n")
                wheel.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
                wheel.writestr(info + "RECORD", "")
            """
        try FileSystem.makeFolder(folder + "/shelf")
        let path = folder + "/shelf/toypack-1.0-py3-none-any.whl"
        let made = try await Subprocess.run(Subprocess.Request("python3", ["-c", script, path]))
        guard made.succeeded else { throw FilmError(.internalFault, made.errorText) }
    }

    /// A store beside the shelf.
    ///
    /// - Parameters:
    ///   - json: Its catalogue.
    ///   - isStocked: Whether pip finds the wheel; without it there is, for pip, no network.
    /// - Returns: The store; nothing is in it yet.
    /// - Throws: `FilmError` when the catalogue is not one.
    func store(_ json: String = Shelf.catalogue(), isStocked: Bool = true) throws -> PackStore {
        PackStore(
            root: folder + "/packs", catalogue: try PackCatalogue(json: Array(json.utf8)),
            environment: [
                "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": isStocked ? folder + "/shelf" : folder,
                "PIP_CONFIG_FILE": "/dev/null",
            ])
    }

    /// The toy catalogue; the sums were worked out with sha256sum.
    static func catalogue(
        sum: String = "b640e840b19d378660b32fb51ae18d67dccb4a8596a29e7bd72c1b2ae5928f41",
        source: String = #""pypi": "toypack==1.0""#, first: String = "toypack/one.txt"
    ) -> String {
        """
        {"version": 1, "packs": [{
            "id": "toy", "title": "Toy", "purpose": "Nothing.", "without": "nothing is lost", "default": true,
            "licence": {"name": "CC0-1.0", "source": "here"},
            "sources": [{"id": "wheel", \(source), "bytes": 900}],
            "files": [
                {"path": "one.txt", "parts": ["wheel:\(first)"], "bytes": 6, "sha256": "\(sum)"},
                {"path": "deep/two.txt", "parts": ["wheel:toypack/two.a", "wheel:toypack/two.b"], "bytes": 17,
                 "sha256": "892f8c54a68d84597dc119215b9d3c59984aad7baebe4ff164a8c4a4efccf09e"}
            ]
        }]}
        """
    }
}
