internal import Film

extension CaptionLayout {
    /// Sets each cue's frames from its words' times.
    ///
    /// On 40 ms before the first word; off 200 ms after the last, or at the next cue when that follows within half a
    /// second (no flicker); at least 0.9 s and slow enough to read where the speech leaves the time; two frames apart.
    func schedule(_ cues: inout [Cue], in scene: Range<Int>) {
        guard !cues.isEmpty else { return }
        let gap = limits.gapFrames
        let least = frameRate.frames(in: limits.leastSeconds)
        var starts = cues.map { frame($0.pieces.first.map { $0.start - Cue.ticksPerSecond / 25 } ?? 0) }
        for index in cues.indices {
            let floor = index == 0 ? scene.lowerBound : starts[index - 1] + 1 + gap
            starts[index] = max(starts[index], floor)
        }
        // A cue that the next one would cut short may come up to 0.3 s early, if the words before are over.
        for index in cues.indices {
            let limit = index + 1 < cues.count ? starts[index + 1] - gap : scene.upperBound - gap
            guard limit - starts[index] < least else { continue }
            let spoken = index == 0 ? scene.lowerBound : frame(cues[index - 1].pieces.last?.end ?? 0) + gap
            let crowded = index == 0 ? scene.lowerBound : starts[index - 1] + least + gap
            let earliest = max(spoken, crowded, starts[index] - frameRate.frames(in: 0.3))
            starts[index] = min(starts[index], max(earliest, limit - least))
        }
        for index in cues.indices {
            let start = starts[index]
            let limit = index + 1 < cues.count ? starts[index + 1] - gap : max(start + 1, scene.upperBound - gap)
            let reading = Double(cues[index].lineTexts.reduce(0) { $0 + columns($1) }) / limits.charactersPerSecond
            let heard = frame((cues[index].pieces.last?.end ?? 0) + Cue.ticksPerSecond / 5)
            var end = max(heard, start + least, start + frameRate.frames(in: reading))
            if index + 1 < cues.count, limit - end < frameRate.frames(in: 0.5) { end = limit }
            cues[index].frames = start..<max(start + 1, min(end, limit))
        }
    }

    /// The frame nearest to a time in ticks.
    private func frame(_ ticks: Int) -> Int {
        let product = ticks * Int(frameRate.numerator)
        let whole = Cue.ticksPerSecond * Int(frameRate.denominator)
        return Int((Double(product) / Double(whole)).rounded())
    }
}
