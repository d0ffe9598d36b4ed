package import Film

/// A storyboard and what its writer should know about it.
package struct Plan: Sendable, Equatable {
    /// The film as planned, its shots not yet matched.
    package var storyboard: Storyboard
    /// What could not be followed, and what was decided.
    package var diagnostics: [ScriptDiagnostic]
}

/// Makes a storyboard by rules alone: no network, no model, the same plan every time.
package struct RulePlanner: Sendable {
    /// True to let a script's front matter and opening music decide where the brief has house defaults.
    package var obeysScript: Bool

    /// Makes a planner.
    /// - Parameter obeysScript: False when the caller has applied ``ScriptSettings`` itself, so that a default that
    ///   the person typed stands.
    package init(obeysScript: Bool = true) { self.obeysScript = obeysScript }

    /// Plans a film.
    /// - Parameters:
    ///   - brief: What was asked for.
    ///   - scriptFolder: The folder that relative paths in the script start from, if known.
    ///   - title: The title that was asked for, instead of the script's own or one made from the words.
    /// - Returns: The storyboard and what its writer should know.
    /// - Throws: A ``FilmError`` (usage for a prompt, input for a script) when there are no words to speak, too many,
    ///   or no words at all but bytes.
    package func plan(
        _ brief: Brief, scriptFolder: String? = nil, title: String? = nil
    ) throws(FilmError) -> Plan {
        if let length = brief.length, !(0...86_400).contains(length) || length == 0 {
            throw FilmError(
                .usage, "The length \(length) s cannot be made.", remedy: "Ask for a length above 0 s and up to 24 h.")
        }
        var plan: Plan
        switch brief.source {
        case .script(let text):
            var script = try ScriptParser.parse(text, folder: scriptFolder)
            script.title = title ?? script.title
            plan = try planScript(script, brief)
        case .prompt(let text):
            let checked = try SourceText.checked(text, name: "prompt", code: .usage)
            plan = try planPrompt(checked, brief, title: title)
        }
        guard plan.storyboard.scenes.count <= DocumentLimits.scenes else {
            throw FilmError(
                .input,
                "The words make \(plan.storyboard.scenes.count) scenes; at most \(DocumentLimits.scenes) are allowed.",
                remedy: "Split them into several films.")
        }
        plan.diagnostics.sort { ($0.line, $0.message) < ($1.line, $1.message) }
        return plan
    }

    // MARK: - Scripts

    private func planScript(_ script: Script, _ asked: Brief) throws(FilmError) -> Plan {
        var brief = asked
        if obeysScript { script.settings.apply(to: &brief) }
        var stage = ScriptStage(speed: brief.voice?.speed ?? 1, hasVoice: brief.voice != nil)
        stage.play(script)
        guard !stage.drafts.isEmpty else { throw SourceText.wordless("script", code: .input) }
        var drafts = stage.drafts
        var diagnostics = script.diagnostics + stage.diagnostics
        if obeysScript, let music = stage.openingMusic, brief.music == Brief(source: brief.source).music {
            brief.music = music
        }
        // Asked for on the command line, silence is for the whole film; the script's own can end again.
        if asked.music == .none { for index in drafts.indices { drafts[index].music = nil } }
        Opening.insertTitle(script.title, detail: stage.openingChapter, into: &drafts)
        let title = script.title ?? Opening.shortTitle(of: script.spokenText)
        finish(&drafts, brief: brief, topic: title + ". " + script.spokenText, diagnostics: &diagnostics)
        return Plan(storyboard: storyboard(drafts, title: title, brief: brief), diagnostics: diagnostics)
    }

    // MARK: - Prompts

    private func planPrompt(_ text: String, _ asked: Brief, title wanted: String?) throws(FilmError) -> Plan {
        var brief = asked
        let request = PromptRequest.read(text)
        var diagnostics: [ScriptDiagnostic] = []
        if brief.length == nil { brief.length = request.length }
        let script = ScriptParser.parse(checked: request.text, folder: nil)
        diagnostics += script.diagnostics.filter { $0.severity == .warning }
        var stage = ScriptStage(speed: brief.voice?.speed ?? 1, hasVoice: brief.voice != nil)
        stage.play(script)
        var drafts = stage.drafts
        let words = script.spokenText
        guard TextCleaner.hasWords(words) || script.title != nil else {
            throw SourceText.wordless("prompt", code: .usage)
        }
        let title = wanted ?? script.title ?? Opening.shortTitle(of: words)
        Opening.openWithCard(title, &drafts)
        if brief.length == nil {
            brief.length = LengthFitter.leastPromptFilm
        }
        finish(
            &drafts, brief: brief, topic: title + ". " + words, diagnostics: &diagnostics,
            isLengthAsked: asked.length != nil || request.length != nil)
        return Plan(storyboard: storyboard(drafts, title: title, brief: brief), diagnostics: diagnostics)
    }

    // MARK: - Both

    private func finish(
        _ drafts: inout [Draft], brief: Brief, topic: String, diagnostics: inout [ScriptDiagnostic],
        isLengthAsked: Bool = true
    ) {
        let speed = brief.voice?.speed ?? 1
        Pacing.settle(&drafts, hasVoice: brief.voice != nil, speed: speed)
        guard let length = brief.length else { return }
        let fault = LengthFitter.fit(&drafts, to: length, topic: topic, seed: brief.seed, speed: speed)
        if isLengthAsked, let fault { diagnostics.append(fault) }
    }

    private func storyboard(_ drafts: [Draft], title: String, brief: Brief) -> Storyboard {
        var names = SceneNames()
        var context = QueryMaker.Context()
        context.title = title
        let words = drafts.map(\.narration).joined(separator: " ")
        context.names = QueryMaker.names(in: words)
        context.themes = QueryMaker.themes(in: words)
        let scenes = drafts.map { draft -> Scene in
            context.chapter = draft.chapter
            var scene = context
            if draft.narration.isEmpty { scene.subject = nil }
            let found = QueryMaker.read(draft.lookText, in: scene)
            if !draft.narration.isEmpty { context.subject = found.subject }
            var shot = Shot(kind: draft.kind, file: draft.file)
            shot.queries = Self.merged(draft.wished, draft.isHeld ? [] : found.queries)
            shot.avoid = Self.merged(draft.avoid, draft.wished.isEmpty ? found.avoid : [])
            return Scene(
                id: names.name(for: draft), narration: draft.narration, continuesInNext: draft.continues,
                pauseAfter: draft.pauseAfter, minimumDuration: draft.minimum, voice: draft.voice, music: draft.music,
                shot: shot, entrance: draft.entrance)
        }
        return Storyboard(title: title, brief: brief, scenes: scenes)
    }

    /// Both lists, the first one first, without repetition.
    private static func merged(_ first: [String], _ second: [String]) -> [String] {
        var seen: Set<String> = []
        return Array((first + second).filter { seen.insert($0.lowercased()).inserted }.prefix(12))
    }
}

extension Draft {
    /// True for a card.
    var isCard: Bool {
        if case .card = kind { true } else { false }
    }

    /// True for a picture held without words: its queries have been chosen already.
    var isHeld: Bool { narration.isEmpty && !isCard && !wished.isEmpty }

    /// The words to make queries of: what is spoken, else what is shown.
    var lookText: String {
        guard narration.isEmpty else { return narration }
        // Headings have capitals everywhere, which say nothing about names.
        if case .card(let card) = kind { return (card.text + ". " + card.detail).lowercased() }
        return wished.joined(separator: ". ")
    }
}
