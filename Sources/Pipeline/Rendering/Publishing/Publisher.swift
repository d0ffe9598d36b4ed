internal import Artifacts
package import Captions
internal import Encoding
package import Film
package import LibAV
internal import Packaging
internal import Platform
internal import Sound

/// Joins what the workers make into one film, in order: mixes and encodes the sound, passes the pictures on.
///
/// Runs on a queue of its own, since muxing, mixing and writing files block.
package actor Publisher {
    /// What the film turned out to be.
    package struct Outcome: Sendable {
        /// Frames in all.
        package var frames: Int
        /// Captions of the whole film, in film frames.
        package var cues: [Cue]
        /// Credits of the music played.
        package var music: [Credit]
    }

    private let executor = QueueExecutor(name: "vitascope.publisher")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let storyboard: Storyboard
    private let tools: RenderTools
    private let progress: FilmProgress
    private let planner: PicturePlanner
    private let feeds: SceneFeeds
    private let makeSink: @Sendable (VideoFormat, AudioFormat) throws -> any FilmSink
    private let onPlayable: @Sendable () -> Void

    private var sink: (any FilmSink)?
    private var mixer: FilmMixer?
    private var audio: AudioEncoder?
    private var pendingAudio: [AudioPacket] = []
    private var wasPlayable = false
    private var outcome = Outcome(frames: 0, cues: [], music: [])
    private var currentMusic: MusicChoice?

    /// Makes a publisher for one film.
    package init(
        storyboard: Storyboard, tools: RenderTools, progress: FilmProgress, planner: PicturePlanner, feeds: SceneFeeds,
        sink: @escaping @Sendable (VideoFormat, AudioFormat) throws -> any FilmSink,
        onPlayable: @escaping @Sendable () -> Void
    ) {
        self.storyboard = storyboard
        self.tools = tools
        self.progress = progress
        self.planner = planner
        self.feeds = feeds
        makeSink = sink
        self.onPlayable = onPlayable
    }

    /// Publishes the whole film.
    ///
    /// - Parameter waitForPassage: Returns a passage's times once it is spoken.
    /// - Returns: What the film turned out to be.
    /// - Throws: A `FilmError`; `CancellationError` when cancelled.
    package func publish(
        waitForPassage: @Sendable (Int) async throws -> PassageTiming
    ) async throws -> Outcome {
        mixer = try FilmMixer(forecast: FilmForecast.of(storyboard))
        audio = try Self.translating { () throws(LibAVError) in try AudioEncoder() }
        let sampleRate = PassageTiming.sampleRate
        let rate = storyboard.frameRate
        for (index, passage) in progress.passages.enumerated() {
            let timing = try await waitForPassage(index)
            let start = rate.samples(before: outcome.frames, sampleRate: sampleRate)
            try changeMusic(passage, timing: timing)
            for (sentence, offset) in timing.sentenceStarts.enumerated() {
                let narration = try await narration(SentenceID(passage: index, sentence: sentence))
                try mixer?.append(narration, at: start + offset)
            }
            let end = rate.samples(before: outcome.frames + timing.totalFrames, sampleRate: sampleRate)
            mixer?.setKnown(until: end)
            try mixReady()
            for place in passage.scenes.indices {
                try await publishScene(passage, place: place, timing: timing)
            }
        }
        mixer?.setEnd(rate.samples(before: outcome.frames, sampleRate: sampleRate))
        try mixReady()
        pendingAudio += try Self.translating { [audio] () throws(LibAVError) in try audio?.finish() ?? [] }
        try passAudioOn()
        try sink?.finish(music: outcome.music)
        checkPlayable()
        return outcome
    }

    private func publishScene(_ passage: Passage, place: Int, timing: PassageTiming) async throws {
        let scene = passage.firstScene + place
        let cues = planner.cues(place: place, passage: passage, timing: timing).map {
            $0.moved(by: outcome.frames, at: storyboard.frameRate)
        }
        outcome.cues += cues
        var captionsSent = false
        for try await item in feeds.packets(of: scene) {
            try Task.checkCancellation()
            if sink == nil, let audio {
                sink = try makeSink(item.format, audio.format)
            }
            if !captionsSent {
                captionsSent = true
                let end = storyboard.frameRate.seconds(before: outcome.frames + timing.frames[place])
                try sink?.append(captions: cues.map { caption($0) }, through: Int(end * 1000))
                try passAudioOn()
            }
            try sink?.append(video: item.packet.shifted(by: outcome.frames))
            checkPlayable()
        }
        try Task.checkCancellation()
        for still in feeds.stills(of: scene) {
            let seconds = storyboard.frameRate.seconds(before: outcome.frames + still.frame)
            try sink?.append(still: still.still, at: Int(seconds * 1000))
        }
        outcome.frames += timing.frames[place]
        feeds.forget(scene)
        await progress.publish(through: scene + 1)
    }

    private func caption(_ cue: Cue) -> CaptionCue {
        let rate = storyboard.frameRate
        return CaptionCue(
            start: Int((rate.seconds(before: cue.frames.lowerBound) * 1000).rounded()),
            end: Int((rate.seconds(before: cue.frames.upperBound) * 1000).rounded()), lines: cue.lineTexts)
    }

    private func changeMusic(_ passage: Passage, timing: PassageTiming) throws {
        var frame = outcome.frames
        for (place, scene) in passage.scenes.enumerated() {
            let wanted = scene.music ?? (currentMusic == nil ? storyboard.music : nil)
            if let wanted, wanted != currentMusic {
                let pick = try tools.music(wanted, storyboard.seed)
                let at = storyboard.frameRate.samples(before: frame, sampleRate: PassageTiming.sampleRate)
                if pick != nil || currentMusic != nil { try mixer?.append(music: pick?.track, at: at) }
                if let credit = pick?.credit { outcome.music.append(credit) }
                currentMusic = wanted
            }
            frame += timing.frames[place]
        }
    }

    private func narration(_ id: SentenceID) async throws -> Narration {
        guard let key = await progress.key(of: id), let bytes = try await tools.artifacts.get(key),
            let narration = NarrationArtifact.decode(bytes)
        else {
            throw FilmError(
                .internalFault, "A spoken sentence vanished from the cache while the film was made.",
                remedy: "Run it again; it will be spoken anew.")
        }
        return narration
    }

    private func mixReady() throws {
        guard let mixer, let audio else { return }
        while case .block(let block) = try mixer.pull(48_000) {
            try Task.checkCancellation()
            pendingAudio += try Self.translating { () throws(LibAVError) in try audio.encode(block.interleaved) }
        }
        try passAudioOn()
    }

    private func passAudioOn() throws {
        guard let sink else { return }
        for packet in pendingAudio { try sink.append(audio: packet) }
        pendingAudio = []
        checkPlayable()
    }

    private func checkPlayable() {
        guard !wasPlayable, let sink, sink.isPlayable else { return }
        wasPlayable = true
        onPlayable()
    }

    private static func translating<Value>(_ body: () throws(LibAVError) -> Value) throws(FilmError) -> Value {
        do { return try body() } catch { throw error.filmError(.internalFault) }
    }
}
