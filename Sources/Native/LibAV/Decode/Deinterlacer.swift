internal import CLibAV

/// Turns interlaced frames into whole ones with FFmpeg's yadif; progressive frames pass through as they are.
final class Deinterlacer {
    private var graph: UnsafeMutablePointer<AVFilterGraph>?
    private var source: UnsafeMutablePointer<AVFilterContext>?
    private var sink: UnsafeMutablePointer<AVFilterContext>?
    private let width: Int32
    private let height: Int32
    private let format: Int32
    private var isFinished = false

    /// Builds the filter for frames like the given one; `nil` where FFmpeg has no such filter.
    ///
    /// - Parameters:
    ///   - frame: A frame of the clip.
    ///   - base: The time base of the frames' times.
    init?(for frame: UnsafeMutablePointer<AVFrame>, base: AVRational) {
        width = frame.pointee.width
        height = frame.pointee.height
        format = frame.pointee.format
        graph = avfilter_graph_alloc()
        // Numbers alone go into these texts.
        let aspect = frame.pointee.sample_aspect_ratio
        let shape =
            "video_size=\(width)x\(height):pix_fmt=\(format):time_base=\(base.num)/\(max(1, base.den))"
            + ":pixel_aspect=\(aspect.num)/\(max(1, aspect.den))"
        guard let graph,
            avfilter_graph_create_filter(&source, avfilter_get_by_name("buffer"), "in", shape, nil, graph) >= 0,
            avfilter_graph_create_filter(&sink, avfilter_get_by_name("buffersink"), "out", nil, nil, graph) >= 0
        else { return nil }
        var yadif: UnsafeMutablePointer<AVFilterContext>?
        graph.pointee.nb_threads = 1
        guard
            avfilter_graph_create_filter(
                &yadif, avfilter_get_by_name("yadif"), "yadif", "mode=send_frame:deint=interlaced", nil, graph) >= 0,
            avfilter_link(source, 0, yadif, 0) >= 0, avfilter_link(yadif, 0, sink, 0) >= 0,
            avfilter_graph_config(graph, nil) >= 0
        else { return nil }
    }

    deinit { avfilter_graph_free(&graph) }

    /// Whether a frame is like those that the filter was built for.
    func takes(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
        frame.pointee.width == width && frame.pointee.height == height && frame.pointee.format == format
    }

    /// Hands over a frame's picture; false when the filter refuses it.
    func send(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
        // The filter's output keeps these times in pts.
        frame.pointee.pts = frame.pointee.best_effort_timestamp
        return av_buffersrc_add_frame(source, frame) >= 0
    }

    /// Says that no frame follows; false when that was said before.
    func finish() -> Bool {
        guard !isFinished else { return false }
        isFinished = true
        return av_buffersrc_add_frame(source, nil) >= 0
    }

    /// Takes a finished frame; false when the filter has none.
    func receive(into frame: UnsafeMutablePointer<AVFrame>) -> Bool {
        guard av_buffersink_get_frame(sink, frame) >= 0 else { return false }
        if let sink {
            let base = av_buffersink_get_time_base(sink)
            if let source, let link = source.pointee.outputs?[0] {
                frame.pointee.pts = av_rescale_q(frame.pointee.pts, base, link.pointee.time_base)
            }
        }
        frame.pointee.best_effort_timestamp = frame.pointee.pts
        return true
    }
}
