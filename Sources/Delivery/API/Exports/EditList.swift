import Film

/// A film as an edit decision list (CMX 3600): one event a scene, cut out of the finished film.
enum EditList {
    /// The file's text.
    static func text(_ cut: FilmCut, film: String) -> String {
        let fps = max(1, Int(cut.rate.framesPerSecond.rounded()))
        var lines = ["TITLE: \(line(cut.title, limit: 70))", "FCM: NON-DROP FRAME", ""]
        for (index, part) in cut.parts.enumerated() {
            let start = timecode(part.start, fps)
            let end = timecode(part.start + part.frames, fps)
            let number = String(repeating: "0", count: max(0, 3 - String(index + 1).count)) + String(index + 1)
            lines.append("\(number)  AX       B     C        \(start) \(end) \(start) \(end)")
            lines.append("* FROM CLIP NAME: \(line(film, limit: 70))")
            lines.append("* COMMENT: \(line(part.scene.id, limit: 64))")
        }
        return lines.joined(separator: "\r\n") + "\r\n"
    }

    /// Hours, minutes, seconds and frames.
    private static func timecode(_ frames: Int, _ fps: Int) -> String {
        let seconds = frames / fps
        return [seconds / 3600, seconds / 60 % 60, seconds % 60, frames % fps]
            .map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
    }

    /// Text on one line, as far as old programs read it.
    private static func line(_ text: String, limit: Int) -> String {
        String(text.unicodeScalars.prefix(limit).map { (32...126).contains($0.value) ? Character($0) : " " })
    }
}
