internal import Film
package import Pixels
internal import Platform

extension FilmRenderer {
    /// Draws every frame of the film in order without encoding: what a benchmark or a contact sheet needs.
    ///
    /// - Parameter take: Given each frame, which it must not keep.
    /// - Throws: A `FilmError`; what `take` throws; `CancellationError`.
    package func drawFrames(_ take: @escaping @Sendable (borrowing Picture) throws -> Void) async throws {
        let passages = Passage.passages(of: storyboard)
        let planner = try PicturePlanner(storyboard, encoder: tools.encoder, subject: tools.subject)
        var before: Int?
        for (index, passage) in passages.enumerated() {
            var narrations: [Narration] = []
            for sentence in passage.sentences {
                guard let voice = passage.voice else { continue }
                let work = SpeechWork(
                    text: sentence, voice: voice, seed: storyboard.seed, identity: tools.speechIdentity)
                narrations.append(try await tools.narration(for: work))
            }
            let timing = PassageTiming(
                passage, narrations: narrations, frameRate: storyboard.frameRate, opens: index == 0)
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
}
