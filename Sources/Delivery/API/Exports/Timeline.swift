import Film
import NIOCore

/// A film as an OpenTimelineIO timeline (<https://opentimelineio.readthedocs.io>, schemas of version 0.18): the scenes cut
/// out of the finished film, the media behind them on a second track that is switched off, and the sound.
///
/// Dissolves are in the pictures already, so there are no transitions.
struct Timeline {
    private let cut: FilmCut
    /// The film's name beside the timeline.
    private let film: String

    /// Plans a timeline.
    ///
    /// - Parameters:
    ///   - cut: The film's scenes.
    ///   - film: The film file's address as the editor will see it.
    init(_ cut: FilmCut, film: String) {
        self.cut = cut
        self.film = film
    }

    /// The file's text.
    func text() -> ByteBuffer {
        JSONWriter.bytes(capacity: 1024 * (cut.parts.count + 2)) { writer in
            writer.object { writer in
                writer.field("OTIO_SCHEMA", literal: "Timeline.1")
                writer.field("name", cut.title)
                writer.key("global_start_time")
                time(0, to: &writer)
                writer.object("metadata") { _ in }
                writer.object("tracks") { writer in
                    writer.field("OTIO_SCHEMA", literal: "Stack.1")
                    writer.field("name", literal: "tracks")
                    empty(to: &writer)
                    writer.array("children") { writer in
                        track("Film", kind: "Video", to: &writer) { writer in
                            for part in cut.parts { scene(part, to: &writer) }
                        }
                        track("Sources", kind: "Video", enabled: false, to: &writer) { writer in
                            for part in cut.parts { source(part, to: &writer) }
                        }
                        track("Sound", kind: "Audio", to: &writer) { writer in
                            if cut.frames > 0 { whole(to: &writer) }
                        }
                    }
                }
            }
        }
    }

    private func track(
        _ name: StaticString, kind: StaticString, enabled: Bool = true, to writer: inout JSONWriter,
        _ children: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "Track.1")
            writer.field("name", literal: name)
            writer.field("kind", literal: kind)
            empty(enabled: enabled, to: &writer)
            writer.array("children") { children(&$0) }
        }
    }

    // MARK: - Clips

    /// A scene out of the finished film, with its captions as markers.
    private func scene(_ part: FilmCut.Part, to writer: inout JSONWriter) {
        clip(part.scene.id, start: part.start, frames: part.frames, to: &writer) { writer in
            reference(to: film, frames: cut.frames, to: &writer)
        } markers: { writer in
            for cue in cut.cues where cue.start >= part.start && cue.start < part.start + part.frames {
                marker(cue, to: &writer)
            }
        } metadata: { writer in
            describe(part.scene, to: &writer)
        }
    }

    /// The media behind a scene, or a gap where it was drawn.
    private func source(_ part: FilmCut.Part, to writer: inout JSONWriter) {
        guard let choice = part.scene.shot.choice else {
            writer.object { writer in
                writer.field("OTIO_SCHEMA", literal: "Gap.1")
                writer.field("name", part.scene.id)
                writer.key("source_range")
                range(start: 0, frames: part.frames, to: &writer)
                empty(to: &writer)
            }
            return
        }
        let start = cut.rate.frames(in: Double(choice.start) / 1000)
        clip(part.scene.id, start: start, frames: part.frames, to: &writer) { writer in
            reference(to: "file://\(Self.escaped(choice.path))", frames: nil, to: &writer)
        } markers: { _ in
        } metadata: { writer in
            guard let credit = choice.credit else { return }
            writer.object("credit") { writer in
                writer.field("title", credit.title)
                writer.field("author", credit.author)
                writer.field("licence", credit.licence)
                writer.field("source", credit.source)
            }
        }
    }

    private func whole(to writer: inout JSONWriter) {
        clip("sound", start: 0, frames: cut.frames, to: &writer) { writer in
            reference(to: film, frames: cut.frames, to: &writer)
        } markers: { _ in
        } metadata: { _ in
        }
    }

    private func clip(
        _ name: String, start: Int, frames: Int, to writer: inout JSONWriter, media: (inout JSONWriter) -> Void,
        markers: (inout JSONWriter) -> Void, metadata: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "Clip.2")
            writer.field("name", name)
            writer.key("source_range")
            range(start: start, frames: frames, to: &writer)
            writer.object("media_references") { writer in
                writer.key("DEFAULT_MEDIA")
                media(&writer)
            }
            writer.field("active_media_reference_key", literal: "DEFAULT_MEDIA")
            writer.field("enabled", true)
            writer.array("effects") { _ in }
            writer.array("markers") { markers(&$0) }
            writer.object("metadata") { writer in
                writer.object("vitascope") { metadata(&$0) }
            }
        }
    }

    private func describe(_ scene: Scene, to writer: inout JSONWriter) {
        writer.field("narration", scene.narration)
        writer.field("entrance", scene.entrance.rawValue)
        if !scene.shot.queries.isEmpty {
            writer.array("queries") { writer in for query in scene.shot.queries { writer.value(query) } }
        }
    }

    private func marker(_ cue: CutCue, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "Marker.2")
            writer.field("name", cue.text)
            writer.field("color", literal: "GREEN")
            writer.key("marked_range")
            range(start: cue.start, frames: cue.frames, to: &writer)
            writer.object("metadata") { _ in }
        }
    }

    // MARK: - Parts of everything

    private func reference(to address: String, frames: Int?, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "ExternalReference.1")
            writer.field("target_url", address)
            writer.key("available_range")
            if let frames { range(start: 0, frames: frames, to: &writer) } else { writer.null() }
            writer.object("metadata") { _ in }
        }
    }

    private func range(start: Int, frames: Int, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "TimeRange.1")
            writer.key("start_time")
            time(start, to: &writer)
            writer.key("duration")
            time(frames, to: &writer)
        }
    }

    private func time(_ frames: Int, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("OTIO_SCHEMA", literal: "RationalTime.1")
            writer.field("rate", cut.rate.framesPerSecond)
            writer.field("value", frames)
        }
    }

    private func empty(enabled: Bool = true, to writer: inout JSONWriter) {
        writer.field("enabled", enabled)
        writer.array("effects") { _ in }
        writer.array("markers") { _ in }
        writer.object("metadata") { _ in }
    }

    /// A path as part of an address: everything but slashes and plain characters is escaped.
    private static func escaped(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).map { PercentCoding.encode(String($0)) }
            .joined(separator: "/")
    }
}
