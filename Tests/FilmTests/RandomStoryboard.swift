import Film

/// Storyboards of every form, from a seed.
struct RandomStoryboard {
    private var random: SeededRandom

    private static let texts = [
        "", "A wave breaks.", "Ça va? — “Oui.”", "海は広い。", "\u{202E}back\u{0}front\u{7F}", "a\\b\"c'd/e\n\tf", "👩‍👩‍👧‍👦 & <b>",
        "{\"kind\": \"card\"}", "';DROP", String(repeating: "long ", count: 90), "\u{1F1E9}\u{1F1EA}", "e\u{301}",
    ]

    static func make(seed: UInt64) -> Storyboard {
        var maker = Self(random: SeededRandom(seed: seed))
        return maker.storyboard()
    }

    private mutating func flip() -> Bool { Bool.random(using: &random) }
    private mutating func pick<Value>(_ values: [Value], _ fallback: Value) -> Value {
        values.randomElement(using: &random) ?? fallback
    }
    private mutating func text() -> String { pick(Self.texts, "") }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    private mutating func storyboard() -> Storyboard {
        var brief = Brief(source: .prompt("x"))
        let width = number(64...1_920) * 2
        brief.size = PictureSize(width: width, height: number(64...min(1_920, 3_840 * 2_160 / width / 2)) * 2)
        brief.frameRate = FrameRate(pick(FrameRate.offered, 30))
        brief.voice = flip() ? voice() : nil
        brief.captions = pick(CaptionStyle.allCases, .clean)
        brief.music = music()
        brief.quality = pick(Quality.allCases, .standard)
        brief.seed = flip() ? random.next() : random.next() >> 40
        var board = Storyboard(title: text(), brief: brief, scenes: [])
        board.accent = Colour(
            red: UInt8(number(0...255)), green: UInt8(number(0...255)), blue: UInt8(number(0...255)))
        if flip() { board.logo = Logo(file: text(), corner: pick(Logo.Corner.allCases, .topRight)) }
        for index in 0..<number(1...8) { board.scenes.append(scene(index)) }
        return board
    }

    private mutating func voice() -> VoiceChoice {
        VoiceChoice(id: pick(["heart", "espeak:de", "x y"], "heart"), speed: pick([1, 0.5, 2, 1.1, 1.123456789], 1))
    }

    private mutating func music() -> MusicChoice {
        pick([.none, .mood("calm"), .file("/tmp/a b.opus"), .mood(text()), .file("ü\"\\")], .none)
    }

    private mutating func scene(_ index: Int) -> Scene {
        let narration = text()
        return Scene(
            id: "s-\(index)", narration: narration, continuesInNext: flip(),
            pauseAfter: pick([0, 320, 750, 60_000], 320),
            minimumDuration: number(1...600_000), voice: flip() ? voice() : nil,
            recording: flip() && narration.contains { !$0.isWhitespace } ? recording() : nil,
            music: flip() ? music() : nil, shot: shot(), entrance: pick(Transition.allCases, .cut))
    }

    private mutating func recording() -> Recording {
        let start = pick([0, 1, 14_399_999], 0)
        return Recording(file: text(), start: start, end: flip() ? number(start + 1...14_400_000) : nil)
    }

    private mutating func shot() -> Shot {
        let card = Card(role: pick(Card.Role.allCases, .title), text: text(), detail: text())
        let kinds: [Shot.Kind] = [.footage, .scenery(nil), .scenery(text()), .card(card)]
        var shot = Shot(kind: pick(kinds, .footage), file: flip() ? text() : nil)
        for _ in 0..<number(0...4) { shot.queries.append(text()) }
        for _ in 0..<number(0...2) { shot.avoid.append(text()) }
        if flip() { shot.choice = choice() }
        for _ in 0..<number(0...3) { shot.runnersUp.append(choice()) }
        shot.locked = flip()
        return shot
    }

    private mutating func choice() -> Choice {
        let credit = Credit(role: "picture", title: text(), author: text(), licence: "CC0-1.0", source: text())
        return Choice(
            path: text(), score: Double.random(in: 0...1, using: &random), start: pick([0, 1, 86_400_000], 0),
            credit: flip() ? credit : nil)
    }
}
