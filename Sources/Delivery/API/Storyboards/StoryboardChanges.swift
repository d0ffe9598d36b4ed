package import Film

/// Which scenes of a changed storyboard must be spoken or drawn anew, as far as the documents alone tell.
///
/// Steps are reused by what they depend on, wherever a scene stands; this looks at the same things: a picture depends on
/// its shot, words, looks, and under a dissolve on the picture before and on how long that stays.
package struct StoryboardChanges: Sendable, Equatable {
    /// One scene of the new storyboard.
    package struct Scene: Sendable, Equatable {
        /// Its id.
        package let id: String
        /// Whether its words are spoken anew.
        package let isSpoken: Bool
        /// Whether its picture is drawn anew.
        package let isDrawn: Bool
    }

    /// The new storyboard's scenes, in order.
    package let scenes: [Scene]
    /// Ids that are no longer there.
    package let removed: [String]

    /// How many pictures are drawn anew.
    package var drawn: Int { scenes.count(where: \.isDrawn) }

    /// Compares two storyboards.
    package init(from old: Storyboard, to new: Storyboard) {
        let spoken = Set(Self.speeches(of: old))
        let drawn = Set(Self.pictures(of: old))
        let (speeches, pictures) = (Self.speeches(of: new), Self.pictures(of: new))
        scenes = new.scenes.indices.map { index in
            Scene(
                id: new.scenes[index].id, isSpoken: !spoken.contains(speeches[index]),
                isDrawn: !drawn.contains(pictures[index]))
        }
        let kept = Set(new.scenes.map(\.id))
        removed = old.scenes.map(\.id).filter { !kept.contains($0) }
    }

    // MARK: - What steps depend on

    private struct Speech: Hashable {
        let text: String
        let voice: VoiceChoice?
        let recording: Recording?
        let seed: UInt64
    }

    private struct Picture: Hashable {
        let stay: Stay
        let before: Stay?
        let entrance: Transition
        let looks: [String]
        let opens: Bool
        let closes: Bool
    }

    /// A shot and all that decides how long it is seen.
    private struct Stay: Hashable {
        let shot: ShotLook
        let speech: Speech
        let pause: Int
        let least: Int
    }

    private struct ShotLook: Hashable {
        let id: String
        let kind: String
        let path: String?
        let start: Int
        let words: [String]
        let parity: Int
    }

    /// What each scene's voice says: a sentence that runs over scenes is spoken as one.
    private static func speeches(of storyboard: Storyboard) -> [Speech] {
        var speeches: [Speech] = []
        var run: [Film.Scene] = []
        for (index, scene) in storyboard.scenes.enumerated() {
            run.append(scene)
            let next = index + 1 < storyboard.scenes.count ? storyboard.scenes[index + 1] : nil
            if scene.isHeard(with: next) { continue }
            let voice = run.first?.voice ?? storyboard.voice
            let text = run.map(\.narration).joined(separator: "\n")
            let recording = Film.Scene.recording(of: run)
            let speech = Speech(
                text: voice == nil && recording == nil ? "" : text, voice: text.isEmpty ? nil : voice,
                recording: recording, seed: storyboard.seed)
            speeches += run.map { _ in speech }
            run = []
        }
        return speeches
    }

    private static func pictures(of storyboard: Storyboard) -> [Picture] {
        let size = storyboard.size
        let looks = [
            storyboard.captions.rawValue, storyboard.accent.hex, "\(size.width)x\(size.height)",
            "\(storyboard.frameRate.numerator)/\(storyboard.frameRate.denominator)", storyboard.quality.rawValue,
            String(storyboard.seed), storyboard.logo?.file ?? "", storyboard.logo?.corner.rawValue ?? "",
        ]
        let speeches = speeches(of: storyboard)
        let shots = shots(of: storyboard)
        let stays = storyboard.scenes.indices.map { index in
            Stay(
                shot: shots[index], speech: speeches[index], pause: storyboard.scenes[index].pauseAfter,
                least: storyboard.scenes[index].minimumDuration)
        }
        return storyboard.scenes.indices.map { index in
            let scene = storyboard.scenes[index]
            return Picture(
                stay: stays[index], before: scene.entrance == .dissolve && index > 0 ? stays[index - 1] : nil,
                entrance: scene.entrance, looks: looks, opens: index == 0,
                closes: index == storyboard.scenes.count - 1)
        }
    }

    private static func shots(of storyboard: Storyboard) -> [ShotLook] {
        // Photos move left and right by turns, counted from the last title or chapter.
        var parity = 0
        return storyboard.scenes.map { scene in
            var kind = "footage"
            switch scene.shot.kind {
            case .footage: break
            case .card(let card):
                kind = "card\u{1}\(card.role.rawValue)\u{1}\(card.text)\u{1}\(card.detail)"
                if card.role == .title || card.role == .chapter { parity = 0 }
            case .scenery(let name): kind = "scenery\u{1}\(name ?? "")"
            }
            defer { parity += 1 }
            let choice = scene.shot.choice
            // Without a chosen file the drawn background follows the words.
            let words = choice == nil ? scene.shot.queries + [scene.narration, storyboard.title] : []
            return ShotLook(
                id: scene.id, kind: kind, path: choice?.path ?? scene.shot.file, start: choice?.start ?? 0,
                words: words, parity: choice == nil ? 0 : parity)
        }
    }
}
