internal import Film
package import Pixels
internal import Platform

extension FilmRenderer {
    /// Draws every frame of the film in order without encoding: what a benchmark or a contact sheet needs.
    ///
    /// - Parameter take: Given each frame, which it must not keep.
    /// - Throws: A `FilmError`; what `take` throws; `CancellationError`.
    package func drawFrames(_ take: @escaping @Sendable (borrowing Picture) throws -> Void) async throws {
        let planner = try PicturePlanner(storyboard, encoder: tools.encoder, subject: tools.subject)
        var before: Int?
        try await eachPassage { passage, timing in
            for scene in passage.firstScene..<passage.end {
                let work = planner.work(scene: scene, passage: passage, timing: timing, before: before)
                before = work.frames
                try await runBlocking("frames") { flag in
                    let drawing = try SceneDrawing(work)
                    let canvas = Picture(width: work.size.width, height: work.size.height)
                    for frame in 0..<work.frames {
                        try flag.check()
                        try drawing.draw(frame, canvas)
                        try take(canvas)
                    }
                }
            }
        }
    }

    /// How long each scene will be, in seconds; everything is spoken for it, and kept in the store.
    ///
    /// - Throws: A `FilmError` when a sentence cannot be spoken; `CancellationError`.
    package func sceneLengths() async throws -> [Double] {
        var lengths: [Double] = []
        try await eachPassage { _, timing in
            lengths += timing.frames.map { storyboard.frameRate.seconds(before: $0) }
        }
        return lengths
    }

    private func eachPassage(_ body: (Passage, PassageTiming) async throws -> Void) async throws {
        for (index, passage) in Passage.passages(of: storyboard).enumerated() {
            var narrations: [Narration] = []
            for sentence in passage.sentences.indices {
                let work = try tools.narrator.work(passage, sentence: sentence, seed: storyboard.seed)
                narrations.append(try await tools.narrator.narration(for: work))
            }
            try await body(
                passage,
                PassageTiming(passage, narrations: narrations, frameRate: storyboard.frameRate, opens: index == 0))
        }
    }
}
