package import Captions
package import Film
internal import Footage
package import LibAV

/// Describes each scene's picture completely, from the storyboard and the passage's times.
package struct PicturePlanner: Sendable {
    private let storyboard: Storyboard
    private let encoder: EncoderKind
    /// The pictures of all scenes, decided once.
    package let visuals: [Visual]
    private let logo: LogoMark?

    /// Decides every scene's picture.
    ///
    /// - Parameters:
    ///   - storyboard: With its shots matched.
    ///   - encoder: The film's encoder.
    ///   - subject: Tells where a photo's subject is, if known.
    /// - Throws: A `FilmError` naming a file that is gone.
    package init(
        _ storyboard: Storyboard, encoder: EncoderKind, subject: (String) -> [Double]? = { _ in nil }
    ) throws(FilmError) {
        self.storyboard = storyboard
        self.encoder = encoder
        logo = try storyboard.logo.map { (logo) throws(FilmError) in
            LogoMark(file: try LogoPicture.signature(of: logo.file), corner: logo.corner)
        }
        var visuals: [Visual] = []
        var parity = 0
        for scene in storyboard.scenes {
            if case .card(let card) = scene.shot.kind, card.role == .title || card.role == .chapter { parity = 0 }
            visuals.append(try Self.visual(of: scene, storyboard, parity: parity, subject: subject))
            parity += 1
        }
        self.visuals = visuals
    }

    private static func visual(
        of scene: Scene, _ storyboard: Storyboard, parity: Int, subject: (String) -> [Double]?
    ) throws(FilmError) -> Visual {
        let seed = storyboard.seed ^ stableHash(scene.id)
        let mood = scene.shot.queries + [scene.narration, storyboard.title]
        var picture = Visual.scenery(name: nil, mood: mood, seed: seed, look: storyboard.seed)
        if case .scenery(let name) = scene.shot.kind {
            picture = .scenery(name: name, mood: mood, seed: seed, look: storyboard.seed)
        }
        if let choice = scene.shot.choice {
            let file = try signature(of: choice.path, scene: scene.id)
            picture =
                MediaKind.isPhoto(path: choice.path)
                ? .photo(PhotoShot(file: file, seed: seed, parity: parity, subject: subject(choice.path)))
                : .clip(ClipShot(file: file, start: choice.start))
        }
        if case .card(let card) = scene.shot.kind { return .card(card, over: picture) }
        return picture
    }

    private static func signature(of path: String, scene: String) throws(FilmError) -> MediaSignature {
        guard let signature = MediaSignature(of: path) else {
            throw FilmError(
                .media, "\(path), the picture of scene \(scene), is not there any more.",
                remedy: "Put it back, or remove the scene's \"choice\" from the storyboard to have another found.")
        }
        return signature
    }

    private static func stableHash(_ text: String) -> UInt64 {
        var random = SeededRandom(seed: 0, for: text)
        return random.next()
    }

    /// Everything that a scene's bitstream depends on.
    ///
    /// - Parameters:
    ///   - index: The scene's index in the film.
    ///   - passage: The passage it belongs to.
    ///   - timing: That passage's times.
    ///   - before: Frames of the scene before, wanted when this one enters by a dissolve.
    /// - Returns: The scene's whole description.
    package func work(scene index: Int, passage: Passage, timing: PassageTiming, before: Int?) -> PictureWork {
        let scene = storyboard.scenes[index]
        let place = index - passage.firstScene
        var previous: PictureWork.Before?
        if scene.entrance == .dissolve, index > 0, let before {
            previous = PictureWork.Before(visual: visuals[index - 1], frames: before)
        }
        return PictureWork(
            visual: visuals[index], frames: timing.frames[place], entrance: scene.entrance, before: previous,
            cues: cues(place: place, passage: passage, timing: timing), captions: storyboard.captions,
            accent: storyboard.accent, size: storyboard.size, frameRate: storyboard.frameRate,
            quality: storyboard.quality,
            encoder: VideoEncoder.identity(quality: storyboard.quality, kind: encoder), opens: index == 0,
            closes: index == storyboard.scenes.count - 1, logo: logo)
    }

    /// A scene's captions, in the scene's own frames.
    package func cues(place: Int, passage: Passage, timing: PassageTiming) -> [Cue] {
        let start = timing.frames.prefix(place).reduce(0, +)
        let frames = start..<(start + timing.frames[place])
        let rate = storyboard.frameRate
        let from = rate.samples(before: frames.lowerBound, sampleRate: PassageTiming.sampleRate)
        let to = rate.samples(before: frames.upperBound, sampleRate: PassageTiming.sampleRate)
        var utterances: [[CaptionWord]] = []
        var sentence = -1
        for word in timing.words where word.start >= from && word.start < to {
            if word.sentence != sentence { utterances.append([]) }
            sentence = word.sentence
            utterances[utterances.count - 1].append(
                CaptionWord(
                    text: word.text, start: MediaTime(ticks: Int64(word.start), timescale: 48_000),
                    end: MediaTime(ticks: Int64(word.end), timescale: 48_000)))
        }
        guard !utterances.isEmpty else { return [] }
        var drawn = true
        if case .card = passage.scenes[place].shot.kind { drawn = false }
        let layout = CaptionLayout(size: storyboard.size, frameRate: rate)
        return layout.cues(for: utterances, scene: frames, isDrawn: drawn).map { $0.moved(by: -start, at: rate) }
    }
}
