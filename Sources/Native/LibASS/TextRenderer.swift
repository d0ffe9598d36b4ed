internal import CLibASS
package import Film
internal import FoundationEssentials
internal import Glibc

/// Sets text in Inter (or, where Inter lacks a letter, in the system's Noto) as alpha bitmaps.
///
/// Owns a libass library and renderer; used from one thread.
package final class TextRenderer {
    /// The frame the text is set in.
    package let size: PictureSize

    private let library: OpaquePointer
    private let renderer: OpaquePointer
    private var loaded: Set<TypeFace> = []
    private var usesSystemFonts = false
    private var fontsAreSet = false

    /// Pixels around the frame in which text is still drawn, so that what is too wide can be measured.
    private let margin: Int

    /// Starts libass.
    ///
    /// - Parameters:
    ///   - size: The frame the text is set in.
    ///   - margin: Pixels around the frame in which text is still drawn.
    /// - Throws: A `FilmError` when libass cannot start (memory).
    package init(size: PictureSize, margin: Int = 8192) throws {
        self.size = size
        self.margin = margin
        guard let library = ass_library_init() else { throw Self.failure }
        // libass reports each glyph that it looks for elsewhere; none of that is for the user.
        ass_set_message_cb(library, { _, _, _, _ in }, nil)
        guard let renderer = ass_renderer_init(library) else {
            ass_library_done(library)
            throw Self.failure
        }
        self.library = library
        self.renderer = renderer
        ass_set_frame_size(renderer, Int32(size.width + 2 * margin), Int32(size.height + 2 * margin))
        ass_set_storage_size(renderer, Int32(size.width + 2 * margin), Int32(size.height + 2 * margin))
    }

    deinit {
        ass_renderer_done(renderer)
        ass_library_done(library)
    }

    private static var failure: FilmError {
        FilmError(.internalFault, "The text renderer (libass) could not be started.")
    }

    /// Makes the style's face, and the system's fonts when the text needs them, known to libass.
    private func prepare(_ face: TypeFace, for text: String) {
        var changed = !fontsAreSet
        if loaded.insert(face).inserted {
            if let data = face.load() {
                data.withUnsafeBytes { bytes in
                    ass_add_font(
                        library, face.family, bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                        Int32(bytes.count))
                }
            } else {
                usesSystemFonts = true
            }
            changed = true
        }
        if !usesSystemFonts, !interCovers(text) {
            usesSystemFonts = true
            changed = true
        }
        guard changed else { return }
        let provider = usesSystemFonts ? ASS_FONTPROVIDER_AUTODETECT : ASS_FONTPROVIDER_NONE
        ass_set_fonts(renderer, nil, "Noto Sans", Int32(provider.rawValue), nil, 0)
        fontsAreSet = true
    }

    /// Sets runs of text one after the other.
    ///
    /// - Parameters:
    ///   - runs: The text; a line feed starts a new line, nothing else is markup. Each run comes back as bitmaps of
    ///     its own.
    ///   - style: Face, size and outline.
    ///   - anchor: Which point of the text block stands at `x`, `y`.
    ///   - x: In pixels from the left.
    ///   - y: In pixels from the top.
    /// - Returns: Bitmaps from back to front; empty when nothing is visible.
    /// - Throws: A `FilmError` when memory runs out.
    package func set(
        _ runs: [String], style: TextStyle, anchor: TextStyle.Anchor, x: Double, y: Double
    ) throws -> SetText {
        let plain = runs.joined()
        prepare(style.face, for: plain)
        guard let track = ass_new_track(library) else { throw Self.failure }
        defer { ass_free_track(track) }
        track.pointee.track_type = .init(2)  // TRACK_TYPE_ASS: the enumeration is anonymous in C.
        track.pointee.PlayResX = Int32(size.width + 2 * margin)
        track.pointee.PlayResY = Int32(size.height + 2 * margin)
        track.pointee.ScaledBorderAndShadow = 1
        track.pointee.WrapStyle = 2
        ass_track_set_feature(track, ASS_FEATURE_WHOLE_TEXT_LAYOUT, 1)
        ass_track_set_feature(track, ASS_FEATURE_BIDI_BRACKETS, 1)

        var text = "{\\pos(\(x + Double(margin)),\(y + Double(margin)))}"
        var atStart = true
        for (index, run) in runs.enumerated() {
            // A run's number travels as its colour; libass keeps runs of different colours in different bitmaps.
            let digits = String(index, radix: 16)
            text += "{\\1c&H\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)&}"
            text += assEscaped(run, atLineStart: atStart)
            atStart = atStart && run.isEmpty
        }
        guard let number = addStyle(style, anchor: anchor, to: track), addEvent(text, style: number, to: track)
        else { throw Self.failure }

        var layers: [SetText.Layer] = []
        var image = ass_render_frame(renderer, track, 0, nil)
        while let current = image {
            if let layer = SetText.Layer(current.pointee, margin: margin) { layers.append(layer) }
            image = current.pointee.next
        }
        return SetText(layers: layers)
    }

    private func addStyle(
        _ style: TextStyle, anchor: TextStyle.Anchor, to track: UnsafeMutablePointer<ASS_Track>
    ) -> Int32? {
        let index = ass_alloc_style(track)
        guard index >= 0, let styles = track.pointee.styles else { return nil }
        let entry = styles + Int(index)
        entry.pointee.Name = strdup("text")
        entry.pointee.FontName = strdup(style.face.family)
        entry.pointee.FontSize = style.size * style.face.linePerEm
        entry.pointee.Spacing = style.spacing
        entry.pointee.ScaleX = 1
        entry.pointee.ScaleY = 1
        // The weight matters where another font stands in for missing letters.
        entry.pointee.Bold = style.face.weight
        entry.pointee.BorderStyle = 1
        entry.pointee.Outline = style.outline
        entry.pointee.Blur = style.blur
        entry.pointee.Alignment = anchor.code
        // −1 lets the text itself decide its base direction, for Arabic and Hebrew.
        entry.pointee.Encoding = -1
        return index
    }

    private func addEvent(_ text: String, style: Int32, to track: UnsafeMutablePointer<ASS_Track>) -> Bool {
        let index = ass_alloc_event(track)
        guard index >= 0, let events = track.pointee.events else { return false }
        let entry = events + Int(index)
        entry.pointee.Start = 0
        entry.pointee.Duration = 1000
        entry.pointee.Style = style
        entry.pointee.Name = strdup("")
        entry.pointee.Effect = strdup("")
        entry.pointee.Text = strdup(text)
        return true
    }
}
