internal import Curl
internal import Film
internal import Platform

/// Fetches one file of a film: a download that was cut goes on where it was, also in a later run.
///
/// What is there so far lies beside the goal as `NAME.part`, with the entity tag of the file that it is a part of in
/// `NAME.part.tag`: a file that was made anew meanwhile is fetched from its beginning (RFC 9110 §13.1.5, §14.2).
struct Download: Sendable {
    let client: ServiceClient
    /// Where it is on the service.
    let path: String
    /// Where it goes.
    let target: String
    /// Told how much is there of how much, in bytes.
    let report: @Sendable (_ done: Int, _ total: Int?) -> Void

    /// Failed connections in a row, without a byte between them, after which it is given up.
    private static let patience = 6

    /// Fetches.
    ///
    /// - Throws: A `FilmError`; `CancellationError`, with what came so far kept.
    func run() async throws {
        let part = PartialFile(target)
        var failures = 0
        while true {
            let before = try await part.size()
            do {
                try await attempt(part)
                try await part.publish()
                return
            } catch let error as HTTPClientError {
                if try await part.size() > before { failures = 0 }
                failures += 1
                guard failures < Self.patience else { throw client.failure(error) }
                try await Task.sleep(for: .milliseconds(300 << failures))
            }
        }
    }

    private func attempt(_ part: PartialFile) async throws {
        var headers: [(name: String, value: String)] = []
        let size = try await part.size()
        if size > 0, let tag = await part.tag() {
            headers = [("Range", "bytes=\(size)-"), ("If-Range", tag)]
        }
        let answer: StreamedResponse
        do {
            answer = try await client.open(path, headers: headers)
        } catch let error as FilmError where !headers.isEmpty && error.code == .usage {
            // 416: there is nothing behind what is here, or it is of another file.
            try await part.begin(tag: nil)
            throw HTTPClientError.cut
        }
        var done = size
        if answer.head.status != 206 {
            try await part.begin(tag: answer.head["etag"])
            done = 0
        }
        let rest = answer.head["content-length"].flatMap { Int($0) }
        let total = rest.map { $0 + done }
        report(done, total)
        while let piece = try await answer.next() {
            try await part.append(piece)
            done += piece.count
            report(done, total)
        }
        if let total, done != total { throw HTTPClientError.cut }
    }
}

/// The part of a file that is there so far; its disk work is done on a queue of its own.
private actor PartialFile {
    private let executor = QueueExecutor(name: "download")
    private let target: String
    private let path: String
    private var file: AppendFile?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    init(_ target: String) {
        self.target = target
        path = target + ".part"
    }

    func size() throws -> Int { try open().size }

    func tag() -> String? {
        guard let text = try? FileSystem.readText(path + ".tag", limit: 1000), text.hasPrefix("\"") else { return nil }
        return text
    }

    /// Begins again with nothing.
    func begin(tag: String?) throws {
        file = nil
        try FileSystem.remove(path)
        try FileSystem.remove(path + ".tag")
        if let tag, tag.hasPrefix("\"") { try AtomicFile.write(tag, to: path + ".tag", synced: false) }
        _ = try open()
    }

    func append(_ bytes: [UInt8]) throws {
        let file = try open()
        try bytes.withUnsafeBytes { try file.append($0) }
    }

    func publish() throws {
        _ = try open()
        file = nil
        try AtomicFile.publish(path, as: target)
        try FileSystem.remove(path + ".tag")
    }

    private func open() throws -> AppendFile {
        if let file { return file }
        let opened = try AppendFile(path)
        file = opened
        return opened
    }
}
