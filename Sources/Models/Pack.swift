/// A set of files that a part of Vitascope needs and that is fetched once: a voice, music, photos, a library.
package struct Pack: Sendable, Codable, Equatable, Identifiable {
    /// The name it is asked for by.
    package let id: String
    /// What a person calls it.
    package let title: String
    /// What it is for, one sentence.
    package let purpose: String
    /// What is lost without it, the end of a sentence that begins "Without it, ".
    package let without: String
    /// Whether it is fetched when no pack is named.
    package let `default`: Bool
    /// What allows its use.
    package let licence: Licence
    /// The archives its files come in.
    package let sources: [Source]
    /// Its files, for every kind of machine; see ``files(for:)``.
    package let files: [File]

    /// A licence and where it is stated.
    package struct Licence: Sendable, Codable, Equatable {
        /// Its SPDX name.
        package let name: String
        /// Where it was read.
        package let source: String
    }

    /// An archive in one of the two package registries.
    package struct Source: Sendable, Codable, Equatable {
        /// How the files' parts name it.
        package let id: String
        /// A requirement with an exact version, for pip.
        package let pypi: String?
        /// The Python version whose wheel is meant; nil for any.
        package let python: String?
        /// The platform tag of the wheel; nil for any.
        package let platform: String?
        /// A Debian package.
        package let debian: String?
        /// The Debian suite it is taken from.
        package let suite: String?
        /// The kind of machine it is for; nil for all.
        package let machine: String?
        /// How much is downloaded, in bytes.
        package let bytes: Int
    }

    /// A file of the pack.
    package struct File: Sendable, Codable, Equatable {
        /// Where it lies in the pack's folder.
        package let path: String
        /// What it is made of, one after the other: `SOURCE:PATH IN THE ARCHIVE`.
        package let parts: [String]
        /// The kind of machine it is for; nil for all.
        package let machine: String?
        /// Its length.
        package let bytes: Int
        /// Its SHA-256 in lower-case hexadecimal.
        package let sha256: String
    }

    /// The files that a kind of machine needs.
    package func files(for machine: String = Pack.thisMachine) -> [File] {
        files.filter { $0.machine == nil || $0.machine == machine }
    }

    /// The sources that a kind of machine needs.
    package func sources(for machine: String = Pack.thisMachine) -> [Source] {
        sources.filter { $0.machine == nil || $0.machine == machine }
    }

    /// How much disk its files take on this machine, in bytes.
    package var size: Int { files().reduce(0) { $0 + $1.bytes } }

    /// How much is downloaded for it on this machine, in bytes.
    package var downloadSize: Int { sources().reduce(0) { $0 + $1.bytes } }

    /// The kind of machine this was built for, as Linux names it.
    package static var thisMachine: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "aarch64"
        #else
            "other"
        #endif
    }
}
