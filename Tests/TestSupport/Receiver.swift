internal import FoundationEssentials
internal import Platform

/// A real web server for requests that the product makes: Python's, on a port of its own, told by the path what to do.
///
/// `/ok` · `/status/N` · `/fail/N/TIMES` (then 200) · `/later/N/SECONDS` (with `Retry-After`) · `/hang` · `/slow` (a byte a
/// tenth of a second) · `/big/BYTES` · `/headers/BYTES` · `/cut` (ends before its `Content-Length`) · `/to?URL` (302) ·
/// `/echo` (the request as JSON) · `/file/BYTES/PIECE/TAG` (answers ranges; cuts the connection after so many bytes).
package struct Receiver: Sendable {
    /// The port on 127.0.0.1.
    package let port: Int
    /// `http://127.0.0.1:PORT`, or `https` when it was started so.
    package let base: String
    private let log: String

    /// A request as it came.
    package struct Received: Sendable, Decodable {
        /// GET, POST and so on.
        package let method: String
        /// Path and query.
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        /// The body as text.
        package let body: String
        /// When it came, in seconds since 1970.
        package let time: Double
    }

    /// What came so far, in order.
    package var requests: [Received] {
        guard let text = try? FileSystem.readText(log) else { return [] }
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(Received.self, from: Data($0.utf8))
        }
    }

    /// Waits until so many requests came; gives what came when they do not within a minute.
    package func wait(for count: Int) async throws -> [Received] {
        for _ in 0..<6000 where requests.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return requests
    }

    /// Runs a body with a receiver, which is stopped afterwards.
    ///
    /// - Parameters:
    ///   - certificate: A file with a certificate and its key, for TLS.
    ///   - port: The port; 0 for any that is free.
    ///   - body: What needs it.
    /// - Returns: What the body returns.
    /// - Throws: What the body throws; when the receiver does not start.
    @discardableResult
    package static func running<Result: Sendable>(
        certificate: String? = nil, port: Int = 0, _ body: (Receiver) async throws -> Result
    ) async throws -> Result {
        try await withScratch { folder in
            var request = Subprocess.Request("python3", ["-c", script, folder, certificate ?? "", "\(port)"])
            request.deadline = .seconds(600)
            let asked = request
            let server = Task { try await Subprocess.run(asked) }
            defer { server.cancel() }
            let receiver = try await started(folder, isSecure: certificate != nil)
            let result = try await body(receiver)
            server.cancel()
            _ = try? await server.value
            return result
        }
    }

    private static func started(_ folder: String, isSecure: Bool) async throws -> Receiver {
        for _ in 0..<3000 {
            if let text = try? FileSystem.readText(folder + "/port"), let port = Int(text) {
                let scheme = isSecure ? "https" : "http"
                return Receiver(port: port, base: "\(scheme)://127.0.0.1:\(port)", log: folder + "/log")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ReceiverFailure()
    }

    private static let script = #"""
        import json, os, ssl, sys, threading, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        folder, certificate, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
        lock, seen = threading.Lock(), {}
        log = open(folder + "/log", "a", buffering=1)
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def answer(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), str(value))
                if "Content_Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)
            def do(self):
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                heads = {k.lower(): v for k, v in self.headers.items()}
                record = json.dumps({"method": self.command, "path": self.path, "headers": heads, "body": body,
                                     "time": time.time()})
                key = (self.path, heads.get("webhook-id"))
                with lock:
                    log.write(record + "\n")
                    seen[key] = count = seen.get(key, 0) + 1
                path, _, query = self.path.partition("?")
                part = path.split("/")[1:]
                kind = part[0]
                if kind == "status": self.answer(int(part[1]), b"as you wish")
                elif kind == "fail": self.answer(int(part[1]) if count <= int(part[2]) else 200)
                elif kind == "later":
                    if count == 1: self.answer(int(part[1]), Retry_After=part[2])
                    else: self.answer(200)
                elif kind == "hang": time.sleep(600)
                elif kind == "slow":
                    self.send_response(200); self.end_headers()
                    while True:
                        self.wfile.write(b"x"); time.sleep(0.1)
                elif kind == "big": self.answer(200, b"x" * int(part[1]))
                elif kind == "headers": self.answer(200, X_Long="x" * int(part[1]))
                elif kind == "cut":
                    self.answer(200, b"half", Content_Length=8); self.close_connection = True
                elif kind == "to": self.answer(302, Location=query)
                elif kind == "echo": self.answer(200, record.encode())
                elif kind == "file":
                    size = int(part[1]); whole = bytes(i * 31 & 255 for i in range(size)); start = 0
                    tag = '"' + (part[3] if len(part) > 3 else "one") + '"'
                    if self.headers.get("Range") and self.headers.get("If-Range", tag) == tag:
                        start = int(self.headers["Range"][6:].split("-")[0])
                    if start >= size: return self.answer(416)
                    extra = {"Content_Range": f"bytes {start}-{size - 1}/{size}"} if start else {}
                    end = start + int(part[2]) if len(part) > 2 else size
                    if end < size: extra["Content_Length"] = size - start; self.close_connection = True
                    self.answer(206 if start else 200, whole[start:end], ETag=tag, **extra)
                else: self.answer(200)
            do_GET = do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = do
            def log_message(self, *_): pass
        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256
            def handle_error(self, *_): pass
        server = Server(("127.0.0.1", port), Handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        with open(folder + "/port.new", "w") as file: file.write(str(server.server_address[1]))
        os.rename(folder + "/port.new", folder + "/port")
        server.serve_forever()
        """#
}

/// The receiver did not start.
struct ReceiverFailure: Error {}
