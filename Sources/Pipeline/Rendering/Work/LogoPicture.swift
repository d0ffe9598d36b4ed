package import Film
internal import LibAV
internal import Platform

/// A logo's file, opened and decoded.
package struct LogoPicture {
    /// The most pixels a logo may have: it is shown with a hundredth of them, and decoded for every scene.
    static let largestPixelCount = 24_000_000

    let reader: StillReader

    /// Opens a logo.
    ///
    /// - Parameter path: A local file.
    /// - Throws: A `FilmError` saying why it cannot serve, and what to give instead.
    package init(path: String) throws(FilmError) {
        _ = try Self.signature(of: path)
        guard !Self.isDrawing(path) else {
            throw Self.unusable(
                path, "is an SVG drawing, which cannot be read",
                "Save it as a PNG with a transparent background, about 1000 pixels wide, and give that.")
        }
        let probe: MediaProbe
        do { probe = try MediaProbe(path: path) } catch {
            throw Self.unusable(path, error.reason, Self.advice)
        }
        guard probe.kind == .photo else {
            throw Self.unusable(path, "is a video or moves", "Give a still picture, best a PNG.")
        }
        guard probe.width * probe.height <= Self.largestPixelCount else {
            throw Self.unusable(
                path,
                "is too large (\(probe.width)×\(probe.height) pixels; at most \(Self.largestPixelCount / 1_000_000) "
                    + "million)", "Make it smaller; 1000 pixels across are plenty.")
        }
        reader = try StillReader(path: path)
    }

    /// What tells this file from a changed one.
    ///
    /// - Throws: A `FilmError` when there is no such file.
    static func signature(of path: String) throws(FilmError) -> MediaSignature {
        guard let signature = MediaSignature(of: path) else {
            throw FilmError(
                .media, "The logo \(path) is not there.", remedy: "Check its path, or make the film without it.")
        }
        return signature
    }

    private static let advice = "Give a PNG, WebP, JPEG or another still picture."

    private static func unusable(_ path: String, _ why: String, _ remedy: String) -> FilmError {
        FilmError(.media, "The logo \(path) \(why).", remedy: remedy)
    }

    /// Whether a file is SVG, by its name or its first bytes.
    private static func isDrawing(_ path: String) -> Bool {
        if ["svg", "svgz"].contains(Path.ending(of: path).lowercased()) { return true }
        guard let head = try? FileSystem.readEnds(path, head: 512, tail: 0).head else { return false }
        return String(decoding: head, as: UTF8.self).lowercased().contains("<svg")
    }
}
