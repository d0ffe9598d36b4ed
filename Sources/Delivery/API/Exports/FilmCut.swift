import Film
import Films

/// A finished film as an editor sees it: its scenes one after the other, with what was said and shown in each.
struct FilmCut: Sendable, Equatable {
    /// One scene.
    struct Part: Sendable, Equatable {
        /// The scene.
        var scene: Scene
        /// Where it begins, in frames of the film.
        var start: Int
        /// How long it is, in frames.
        var frames: Int
    }

    /// The film's title.
    var title: String
    /// Frames in a second.
    var rate: FrameRate
    /// The scenes in order.
    var parts: [Part]
    /// Where captions begin and end, in frames, and their words.
    var cues: [CutCue]

    /// Frames in all.
    var frames: Int { parts.last.map { $0.start + $0.frames } ?? 0 }

    /// Puts a film together from its storyboard and what was told of its scenes; `nil` when a scene's length is not known.
    ///
    /// - Parameters:
    ///   - storyboard: The finished revision's.
    ///   - events: Its events; the last word on each scene counts.
    ///   - captions: Its `captions.vtt`.
    init?(storyboard: Storyboard, events: [FilmEvent], captions: String) {
        var seconds: [Int: Double] = [:]
        for event in events {
            if case .scene(let index, let length, _) = event.kind { seconds[index] = length }
        }
        title = storyboard.title
        rate = storyboard.frameRate
        parts = []
        var start = 0
        for (index, scene) in storyboard.scenes.enumerated() {
            guard let length = seconds[index] else { return nil }
            let frames = rate.frames(in: length)
            parts.append(Part(scene: scene, start: start, frames: frames))
            start += frames
        }
        cues = CutCue.all(in: captions, rate: rate)
    }
}

/// One caption.
struct CutCue: Sendable, Equatable {
    /// Where it begins, in frames of the film.
    var start: Int
    /// How long it stays, in frames.
    var frames: Int
    /// Its words on one line.
    var text: String

    /// Reads the captions that we write (WebVTT: blocks of a line of times and lines of text).
    static func all(in file: String, rate: FrameRate) -> [CutCue] {
        file.split(separator: "\n\n").compactMap { block in
            let lines = block.split(separator: "\n")
            guard let index = lines.firstIndex(where: { $0.contains(" --> ") }) else { return nil }
            let times = lines[index].split(separator: " ")
            guard times.count >= 3, let start = seconds(times[0]), let end = seconds(times[2]), end >= start else {
                return nil
            }
            let first = rate.frames(in: start)
            let words = lines[(index + 1)...].joined(separator: " ")
            return CutCue(start: first, frames: max(1, rate.frames(in: end) - first), text: plain(words))
        }
    }

    /// `00:01:02.500` or `01:02.500` in seconds.
    private static func seconds(_ text: Substring) -> Double? {
        let parts = text.split(separator: ":").map { Double($0) }
        guard (2...3).contains(parts.count) else { return nil }
        return parts.reduce(0.0 as Double?) { sum, part in
            guard let sum, let part, part.isFinite else { return nil }
            return sum * 60 + part
        }
    }

    /// Without tags and escapes.
    private static func plain(_ text: String) -> String {
        var result = ""
        var isTag = false
        for character in text {
            switch character {
            case "<": isTag = true
            case ">" where isTag: isTag = false
            default: if !isTag { result.append(character) }
            }
        }
        return result.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }
}
