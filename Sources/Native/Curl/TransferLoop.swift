internal import CCurl
internal import Dispatch
internal import Synchronization

/// One thread that carries every transfer of a client (libcurl's "multi" interface).
///
/// Tasks leave commands; the thread waits for sockets, timers and commands in one call, so an idle client takes no
/// processor time, and a thousand transfers take one thread.
final class TransferLoop: Sendable {
    private enum Command {
        case start(Exchange.Plan, Transfer)
        case resume(UInt64)
        case cancel(UInt64)
        case close
    }

    /// libcurl's handle, freed with the last reference: its wake-up call is the one that other threads may make.
    private final class Multi: @unchecked Sendable {
        // Proof: only the loop's thread uses `raw`, but for `curl_multi_wakeup`, which libcurl allows from any thread as
        // long as the handle lives, and it lives as long as this object, which every caller holds.
        let raw: UnsafeMutableRawPointer

        init?() {
            CurlLibrary.start()
            guard let raw = curl_multi_init() else { return nil }
            self.raw = raw
            _ = ccurl_multi_set_long(raw, CURLMOPT_MAXCONNECTS, 64)
        }

        deinit { curl_multi_cleanup(raw) }
    }

    private let multi: Multi?
    private let commands = Mutex<(waiting: [Command], isClosed: Bool)>(([], false))

    /// Starts the thread.
    init(name: String) {
        multi = Multi()
        guard let multi else { return }
        DispatchQueue(label: name).async { [self] in run(multi) }
    }

    func start(_ plan: Exchange.Plan, _ transfer: Transfer) {
        if !post(.start(plan, transfer)) { transfer.finish(.failure(HTTPClientError.closed)) }
    }

    /// Lets a transfer go on whose asker had been slow.
    func resume(_ number: UInt64) { post(.resume(number)) }

    /// Gives a transfer up.
    func cancel(_ number: UInt64) { post(.cancel(number)) }

    /// Gives all transfers up and ends the thread.
    func close() { post(.close) }

    @discardableResult
    private func post(_ command: Command) -> Bool {
        guard let multi else { return false }
        let isTaken = commands.withLock { state in
            guard !state.isClosed else { return false }
            state.waiting.append(command)
            if case .close = command { state.isClosed = true }
            return true
        }
        if isTaken { curl_multi_wakeup(multi.raw) }
        return isTaken
    }

    // MARK: The thread

    private func run(_ multi: Multi) {
        var exchanges: [UInt64: Exchange] = [:]
        var numbers: [UnsafeMutableRawPointer: UInt64] = [:]
        while true {
            let waiting = commands.withLock { state in
                defer { state.waiting = [] }
                return state.waiting
            }
            for command in waiting {
                switch command {
                case .start(let plan, let transfer):
                    guard let exchange = Exchange(plan, transfer: transfer),
                        curl_multi_add_handle(multi.raw, exchange.handle.raw) == CURLM_OK
                    else {
                        transfer.finish(.failure(HTTPClientError.failed("out of memory")))
                        continue
                    }
                    exchanges[transfer.number] = exchange
                    numbers[exchange.handle.raw] = transfer.number
                case .resume(let number):
                    if let exchange = exchanges[number] { curl_easy_pause(exchange.handle.raw, CURLPAUSE_CONT) }
                case .cancel(let number):
                    guard let exchange = exchanges.removeValue(forKey: number) else { continue }
                    numbers[exchange.handle.raw] = nil
                    curl_multi_remove_handle(multi.raw, exchange.handle.raw)
                case .close:
                    for exchange in exchanges.values {
                        curl_multi_remove_handle(multi.raw, exchange.handle.raw)
                        exchange.transfer.finish(.failure(HTTPClientError.closed))
                    }
                    return
                }
            }
            var running: Int32 = 0
            curl_multi_perform(multi.raw, &running)
            var left: Int32 = 0
            while let message = curl_multi_info_read(multi.raw, &left) {
                guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
                    let number = numbers.removeValue(forKey: easy), let exchange = exchanges.removeValue(forKey: number)
                else { continue }
                // The message's memory goes with the handle: its result is taken first.
                let result = ccurl_result(message)
                curl_multi_remove_handle(multi.raw, easy)
                exchange.finish(result)
            }
            // libcurl's own timers shorten this wait, commands end it.
            curl_multi_poll(multi.raw, nil, 0, Int32.max, nil)
        }
    }
}
