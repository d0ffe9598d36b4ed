import CLibAV
import Film
import Glibc
import LibAV
import Testing

@Suite struct LibAVErrorTests {
    @Test func `a failed call names the action, the thing and libav's own reason`() throws {
        let path = "/nonexistent/film.mp4"
        var context: UnsafeMutablePointer<AVFormatContext>?
        let error = #expect(throws: LibAVError.self) {
            try check(avformat_open_input(&context, path, nil, nil), "open", "film.mp4")
        }
        #expect(error?.description == "Cannot open film.mp4: No such file or directory.")
        #expect(error?.filmError().code == .media)
    }

    @Test func `the last log line becomes the detail and does not leak into the next failure`() throws {
        let filter = try #require(avcodec_find_encoder_by_name("libx264"))
        var context = avcodec_alloc_context3(filter)
        defer { avcodec_free_context(&context) }
        let first = #expect(throws: LibAVError.self) {
            try check(avcodec_open2(context, filter, nil), "open", "the x264 encoder")
        }
        #expect(first?.detail.isEmpty == false)
        #expect(first?.detail.contains("0x") == false)
        let second = #expect(throws: LibAVError.self) { try check(-ENOSPC, "write", "film.mp4") }
        #expect(second?.description == "Cannot write film.mp4: No space left on device.")
        #expect(second?.isOutputFailure == true)
    }
}
