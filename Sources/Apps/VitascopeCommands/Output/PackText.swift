internal import ModelPacks

/// Sentences about packs.
enum PackText {
    /// What is going on while a pack is fetched.
    static func text(_ progress: PackProgress) -> String {
        switch progress {
        case .waiting: "another process is fetching it, waiting"
        case .downloading(let name, let bytes): "downloading \(name) (\(ByteText.text(bytes)))"
        case .checking(let files): "checking \(files) \(files == 1 ? "file" : "files")"
        }
    }
}

/// Byte counts for people.
enum ByteText {
    /// As `14 MB`.
    static func text(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: "\(bytes) B"
        case ..<1_000_000: "\((bytes + 500) / 1000) kB"
        case ..<1_000_000_000: "\((bytes + 500_000) / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
        }
    }
}
