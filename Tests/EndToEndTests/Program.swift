import FoundationEssentials
import Platform
import TestSupport
import Testing

/// The built program, run as a person runs it, with results and library of its own and the machine's packs.
struct Program: Sendable {
    /// A scratch folder; the program runs in it.
    let folder: String
    /// Environment variables.
    var environment: [String: String]

    /// Prepares a home in a scratch folder.
    ///
    /// - Parameters:
    ///   - folder: The scratch folder.
    ///   - packs: False for a machine without any pack.
    /// - Throws: When the folders cannot be made.
    init(in folder: String, packs: Bool = true) throws {
        self.folder = folder
        let cache = folder + "/cache/vitascope"
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        if packs {
            for name in ["packs", "voices", "loudness"] {
                let real = UserFolders.cache + "/" + name
                try FileManager.default.createDirectory(atPath: real, withIntermediateDirectories: true)
                try FileManager.default.createSymbolicLink(atPath: cache + "/" + name, withDestinationPath: real)
            }
        }
        environment = [
            "XDG_CACHE_HOME": folder + "/cache", "XDG_DATA_HOME": folder + "/data",
            "XDG_CONFIG_HOME": folder + "/config",
            "NO_COLOR": "1",
        ]
    }

    /// The program's path: beside the tests' own.
    static var path: String {
        Path.join(Path.folder(of: CommandLine.arguments[0]), "vitascope")
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], input: [UInt8] = []) async throws -> Subprocess.Outcome {
        var request = Subprocess.Request(Self.path, arguments)
        request.folder = folder
        request.environment = environment
        request.input = input
        request.errorLimit = 4 << 20
        request.deadline = .seconds(300)
        return try await Subprocess.run(request)
    }

    /// Writes a file into the scratch folder and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = folder + "/" + name
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// A file of the scratch folder as text.
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: folder + "/" + name)), as: UTF8.self)
    }

    /// Whether something is there.
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder + "/" + name) }
}

/// One line of `--progress json`.
struct Event: Decodable {
    struct Summary: Decodable {
        var seconds: Double
        var scenes: Int
        var reused: Int
        var firstPlayable: Double
        var peakMemory: Int
    }

    var event: String
    var message: String?
    var scene: Int?
    var reused: Bool?
    var summary: Summary?

    /// The events in a program's standard error.
    static func read(_ outcome: Subprocess.Outcome) -> [Event] {
        outcome.errorText.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Event.self, from: Data($0.utf8))
        }
    }
}

/// A short script with every kind of scene.
let sampleScript = """
    # A small film

    The sea keeps its own time.

    Waves cross whole oceans before they meet the shore, and they carry no water with them.

    > Water is patient.
    > — A sailor

    ## Inland

    [card: 37 % | of the way]
    A river takes the long way round.

    [scenery: hills]
    The hills do not mind.
    """

let small = ["--size", "320x180", "--quality", "draft", "--progress", "json"]
