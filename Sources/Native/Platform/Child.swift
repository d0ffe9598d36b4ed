internal import CPlatform
internal import Film
internal import Glibc

/// A started program and our ends of its three pipes; whatever is still open or running ends with this value.
struct Child: ~Copyable {
    private let process: pid_t
    private var ended: Descriptor
    private var input: Descriptor
    private var output: Descriptor
    private var errors: Descriptor
    private var isReaped = false

    /// Starts the program.
    init(_ request: Subprocess.Request) throws {
        var inputs = try Pipe()
        var outputs = try Pipe()
        var complaints = try Pipe()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inputs.reading.number, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, outputs.writing.number, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, complaints.writing.number, STDERR_FILENO)
        // Libraries open files without close-on-exec: nothing but the three pipes may reach the program.
        vs_spawn_close_others(&actions)
        if let folder = request.folder { _ = vs_spawn_in_folder(&actions, folder) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        var process: pid_t = 0
        let number = withCStrings([request.program] + request.arguments) { arguments in
            withCStrings(Self.environment(with: request.environment)) { variables in
                posix_spawnp(&process, request.program, &actions, &attributes, arguments, variables)
            }
        }
        guard number == 0 else { throw Self.failure(toStart: request, number: number) }
        self.process = process
        ended = Descriptor(vs_process_descriptor(process))
        inputs.reading.close()
        outputs.writing.close()
        complaints.writing.close()
        for end in [inputs.writing.number, outputs.reading.number, complaints.reading.number] {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        input = inputs.writing.take()
        output = outputs.reading.take()
        errors = complaints.reading.take()
    }

    deinit {
        guard !isReaped else { return }
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// Feeds and reads the program until it has ended.
    mutating func finish(_ request: Subprocess.Request, flag: CancellationFlag) throws -> Subprocess.Outcome {
        // A program that stops reading must not end us: its broken pipe comes back as an error number instead. The
        // mask is this thread's alone, and the thread ends with this call.
        var pipeSignal = sigset_t()
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipeSignal, nil)

        let clock = ContinuousClock()
        var end = clock.now.advanced(by: request.deadline)
        var failure: (any Error)?
        var isForced = false
        var fed = 0
        var collected: [UInt8] = []
        var said: [UInt8] = []
        if request.input.isEmpty { input.close() }

        while true {
            var watched = [
                pollfd(fd: ended.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: input.number, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
                pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0),
            ]
            // Negative descriptors are passed over by poll; the flag is looked at 20 times a second.
            poll(&watched, nfds_t(watched.count), 50)
            if watched[1].revents != 0 { feed(request.input, &fed) }
            if watched[2].revents != 0 { output.read(into: &collected) }
            if watched[3].revents != 0 { errors.read(into: &said) }
            if said.count > 2 * request.errorLimit { said.removeFirst(said.count - request.errorLimit) }
            if watched[0].revents != 0 { break }

            if failure == nil {
                if flag.isSet {
                    failure = CancellationError()
                } else if clock.now >= end {
                    failure = Self.tooLong(request)
                } else if collected.count > request.outputLimit {
                    failure = Self.tooMuch(request)
                }
                if failure != nil {
                    kill(-process, SIGTERM)
                    end = clock.now.advanced(by: .seconds(1))
                }
            } else if clock.now >= end, !isForced {
                kill(-process, SIGKILL)
                isForced = true
            }
            if failure != nil { collected.removeAll() }
        }

        let status = reap()
        // What was written before the end is still in the pipes. A grandchild may hold them open: no waiting for it.
        output.read(into: &collected)
        errors.read(into: &said)
        if failure == nil, collected.count > request.outputLimit { failure = Self.tooMuch(request) }
        if let failure { throw failure }
        return Subprocess.Outcome(
            status: status, output: collected,
            errorText: String(decoding: said.suffix(request.errorLimit), as: UTF8.self))
    }

    private mutating func feed(_ bytes: [UInt8], _ fed: inout Int) {
        let count = bytes.withUnsafeBytes { write(input.number, $0.baseAddress?.advanced(by: fed), bytes.count - fed) }
        if count > 0 { fed += count }
        if fed == bytes.count || (count < 0 && errno != EAGAIN && errno != EINTR) { input.close() }
    }

    private mutating func reap() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        return vs_exit_status(status)
    }

    private static func environment(with extra: [String: String]) -> [String] {
        var lines: [String] = []
        var next = environ
        while let line = next.pointee {
            let text = String(cString: line)
            if extra[String(text.prefix { $0 != "=" })] == nil { lines.append(text) }
            next += 1
        }
        return lines + extra.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }

    private static func failure(toStart request: Subprocess.Request, number: Int32) -> FilmError {
        if number == ENOENT, let folder = request.folder, FileSystem.facts(folder) == nil {
            return .reading(folder, number: ENOENT)
        }
        return FilmError(
            .missing, "The program \(request.program) could not be started: \(systemMessage(number)).",
            remedy: "Install it; `make setup` installs everything that Vitascope uses.")
    }

    private static func tooLong(_ request: Subprocess.Request) -> FilmError {
        FilmError(
            .internalFault, "\(request.program) did not finish within \(request.deadline).",
            remedy: "Run the same command again; if it happens again, the machine may be too busy.")
    }

    private static func tooMuch(_ request: Subprocess.Request) -> FilmError {
        FilmError(
            .internalFault, "\(request.program) wrote more than \(request.outputLimit) bytes and was stopped.",
            remedy: "Check that it is the program it should be.")
    }
}

/// Lends a list of strings as the null-terminated array that C programs are started with.
private func withCStrings<Value>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Value
) -> Value {
    var pointers = strings.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers)
}
