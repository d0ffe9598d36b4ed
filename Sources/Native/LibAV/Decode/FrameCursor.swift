internal import CLibAV
internal import Film

/// Walks through a clip's frames by time: keeps the frame on screen and the one after it.
///
/// Times are in microseconds from the clip's start. Damaged packets are passed over, and the last good frame stays.
final class FrameCursor {
    /// Where a frame is taken although it begins a little later: containers round times to a millisecond.
    private static let slack = 5_000
    /// Reading on is preferred to seeking up to this distance.
    private static let nearby = 3_000_000

    private let input: MediaInput
    private let decoder: VideoDecoder
    private let packet: UnsafeMutablePointer<AVPacket>
    private var current: UnsafeMutablePointer<AVFrame>
    private var next: UnsafeMutablePointer<AVFrame>
    private var currentTime = Int.min
    private var nextTime: Int?
    private var sentLast = false
    /// The clip's first moment in its own time base; `nil` until it is known.
    private var origin: Int64?
    private var isInterlaced = false
    private var deinterlacer: Deinterlacer?

    /// Counts the frames that were put on screen, so that a caller knows when it changed.
    private(set) var generation = 0

    /// Opens a clip and decodes a first frame.
    ///
    /// - Parameters:
    ///   - path: A local file.
    ///   - time: Where playing will start; saves decoding what comes before.
    /// - Throws: A `FilmError` naming the file when nothing in it can be decoded.
    init(path: String, startingAt time: Int) throws(FilmError) {
        input = try MediaInput(path: path)
        decoder = try input.makeDecoder(largest: ClipReader.largestPixelCount)
        guard let packet = av_packet_alloc(), let current = av_frame_alloc(), let next = av_frame_alloc() else {
            throw FilmError(.internalFault, "Out of memory while opening \(path).")
        }
        self.packet = packet
        self.current = current
        self.next = next
        let start = input.stream.pointee.start_time
        origin = start == clibav_no_pts() ? nil : start
        // Without a known origin the first frame that is decoded must be the clip's first.
        if origin != nil, time > 0 { seek(before: time) }
        if generation == 0 { restart() }
        guard generation > 0 else {
            throw FilmError(
                .media, "\(path) holds no picture that can be decoded.", remedy: "The file may be damaged or cut short."
            )
        }
    }

    deinit {
        var owned: UnsafeMutablePointer<AVPacket>? = packet
        av_packet_free(&owned)
        for frame in [current, next] {
            var owned: UnsafeMutablePointer<AVFrame>? = frame
            av_frame_free(&owned)
        }
    }

    /// The frame on screen.
    var frame: UnsafeMutablePointer<AVFrame> { current }

    /// How the stream says that it is turned for showing.
    var matrix: UnsafePointer<Int32>? { clibav_decode_stream_matrix(input.stream) }

    /// The clip's length in microseconds as its header tells it, if it does.
    var duration: Int? {
        let ticks = input.stream.pointee.duration
        if ticks > 0, ticks != clibav_no_pts() { return microseconds(ticks) }
        return input.containerDuration
    }

    /// Puts on screen the last frame that begins no later than a time: the first before the start, the last after
    /// the end.
    func show(at time: Int) {
        let time = time + Self.slack
        if time < currentTime {
            seek(before: time)
        } else if let following = nextTime, time - following > Self.nearby {
            seek(before: time)
        }
        while let following = nextTime, following <= time {
            decoder.leavesOutUnreferenced = time - following > approach && !isInterlaced
            advance()
        }
        decoder.leavesOutUnreferenced = false
    }

    /// From how near every frame is decoded: more than any decoder holds back.
    private var approach: Int {
        let rate = input.stream.pointee.avg_frame_rate
        return rate.num > 0 ? max(500_000, 24_000_000 * Int(rate.den) / Int(rate.num)) : 2_000_000
    }

    /// Puts a frame on screen from which `time` is reached by reading on.
    private func seek(before time: Int) {
        // A deinterlaced picture needs the ones before it, or it would differ from the same one reached by reading.
        let lead = isInterlaced ? 500_000 : 0
        // Key frames are found by decoding time; their picture may come later than asked for, so step back further.
        for back in [lead, 1_000_000, 5_000_000, 30_000_000] where time > back {
            let ticks = av_rescale_q(Int64(time - back), AVRational(num: 1, den: 1_000_000), timeBase)
            guard input.seek(to: (origin ?? 0) + ticks) else { continue }
            restart()
            if currentTime + lead <= time { return }
        }
        if input.seek(to: origin ?? 0) { restart() }
        if currentTime > Self.slack, input.seekToFirstByte() { restart() }
    }

    /// After a seek, decodes the frame on screen and the one after it.
    private func restart() {
        decoder.flush()
        deinterlacer = nil
        sentLast = false
        nextTime = nil
        currentTime = .min
        advance()
        advance()
    }

    /// Moves the frame after onto the screen and decodes another one; at the end the screen stays.
    private func advance() {
        if let following = nextTime {
            swap(&current, &next)
            currentTime = following
            generation += 1
        }
        nextTime = decode() ? time(of: next) : nil
    }

    /// Fills `next` with the following picture, deinterlaced when the clip is; false at the end.
    private func decode() -> Bool {
        av_frame_unref(next)
        while true {
            if let deinterlacer, deinterlacer.receive(into: next) { return true }
            if decoder.receive(into: next) {
                guard next.pointee.width > 0, next.pointee.data.0 != nil else { continue }
                if clibav_decode_is_interlaced(next) != 0 { isInterlaced = true }
                guard isInterlaced else { return true }
                if deinterlacer?.takes(next) != true { deinterlacer = Deinterlacer(for: next, base: timeBase) }
                // Without a filter the picture is shown as it is, combed but there.
                guard let deinterlacer, deinterlacer.send(next) else { return true }
            } else if sentLast {
                guard let deinterlacer, deinterlacer.finish() else { return false }
            } else if input.read(into: packet) {
                decoder.send(packet)
            } else {
                decoder.send(nil)
                sentLast = true
            }
        }
    }

    private var timeBase: AVRational { input.stream.pointee.time_base }

    private func time(of frame: UnsafeMutablePointer<AVFrame>) -> Int {
        let stamp = frame.pointee.best_effort_timestamp
        guard stamp != clibav_no_pts() else {
            // Raw streams carry no times: one frame after another at the guessed rate.
            let rate = input.stream.pointee.avg_frame_rate
            let step = rate.num > 0 ? 1_000_000 * Int(rate.den) / Int(rate.num) : 40_000
            return currentTime == .min ? 0 : currentTime + step
        }
        let first = origin ?? stamp
        origin = first
        return microseconds(stamp - first)
    }

    private func microseconds(_ ticks: Int64) -> Int {
        Int(av_rescale_q(ticks, timeBase, AVRational(num: 1, den: 1_000_000)))
    }
}
