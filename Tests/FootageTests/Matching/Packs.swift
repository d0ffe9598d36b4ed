import Platform

@testable import Footage

/// Folders of packs on this machine; `nil` where `make setup` was not run.
enum Packs {
    static let words = folder("words-potion", holding: "model.safetensors")
    static let photos = folder("photos-budgie", holding: "ocean-waves.jpg")

    static func vectors() throws -> WordVectors? {
        guard let words else { return nil }
        return try WordVectors(folder: words)
    }

    private static func folder(_ id: String, holding file: String) -> String? {
        let folder = Path.join(UserFolders.cache, "packs/\(id)")
        return FileSystem.facts(Path.join(folder, file)) == nil ? nil : folder
    }
}
