package import Film
internal import FoundationEssentials

/// The packs that exist, as the program was built with them.
package struct PackCatalogue: Sendable, Codable, Equatable {
    /// The layout of the document; this program reads 1.
    package let version: Int
    /// Every pack, in the order they are listed and fetched.
    package let packs: [Pack]

    /// The catalogue that is part of the program (`Sources/Models/packs.json`).
    ///
    /// - Throws: `FilmError` with the code `internalFault` when it was built with a broken one.
    package static func bundled() throws(FilmError) -> PackCatalogue {
        try PackCatalogue(json: PackageResources.packs_json)
    }

    /// Reads a catalogue.
    ///
    /// - Throws: `FilmError` with the code `internalFault` when it is not one.
    package init(json: [UInt8]) throws(FilmError) {
        do {
            self = try JSONDecoder().decode(PackCatalogue.self, from: Data(json))
        } catch {
            throw FilmError(.internalFault, "The list of packs cannot be read: \(error).")
        }
        guard version == 1 else {
            throw FilmError(.internalFault, "The list of packs has the unknown version \(version).")
        }
    }

    /// The packs that are fetched when none is named.
    package var defaults: [Pack] { packs.filter(\.default) }

    /// The pack of a name.
    ///
    /// - Throws: `FilmError` with the code `usage`, listing the names there are.
    package func pack(_ id: String) throws(FilmError) -> Pack {
        if let pack = packs.first(where: { $0.id == id }) { return pack }
        let names = packs.map(\.id).joined(separator: ", ")
        throw FilmError(.usage, "There is no pack named \"\(id)\".", remedy: "Choose one of: \(names).")
    }
}
