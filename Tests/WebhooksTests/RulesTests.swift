import Curl
import Testing

@testable import Webhooks

@Suite struct RulesTests {
    @Test func waitsAsStandardWebhooksRecommends() {
        let schedule = RetrySchedule()
        let seconds = (0..<11).map { schedule.wait(before: $0, chance: 0).map { $0 / 1000 } }
        #expect(
            seconds == [0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, nil])
        for step in 1..<10 {
            let (least, most) = (schedule.wait(before: step, chance: 0), schedule.wait(before: step, chance: 1))
            #expect(most == least.map { $0 * 11 / 10 })
        }
    }

    @Test(arguments: [200, 201, 202, 204, 299]) func takesEvery2xxAsDelivered(_ status: Int) {
        #expect(Verdict(ResponseHead(status: status, headers: []), now: 0) == .delivered)
    }

    @Test(arguments: [
        (301, false), (302, false), (307, false), (400, false), (401, false), (404, false), (408, true), (429, true),
        (500, true), (502, true), (503, true), (504, true),
    ]) func triesEverythingElseAgain(_ status: Int, _ isDown: Bool) {
        guard case .retry(_, nil, isDown) = Verdict(ResponseHead(status: status, headers: []), now: 0) else {
            Issue.record("\(status)")
            return
        }
    }

    @Test func takes410AsTheEnd() {
        guard case .gone = Verdict(ResponseHead(status: 410, headers: []), now: 0) else {
            Issue.record("410 is not the end")
            return
        }
    }

    @Test(arguments: [429, 502, 503, 504]) func honoursRetryAfter(_ status: Int) {
        let head = ResponseHead(status: status, headers: [.init(name: "retry-after", value: "120")])
        guard case .retry(_, 120, true) = Verdict(head, now: 0) else {
            Issue.record("\(status)")
            return
        }
    }

    @Test func opensTheCircuitAfterFiveFailuresAndWaitsLongerEachTime() {
        var circuit = Circuit()
        for _ in 0..<4 { circuit.fail(at: 0) }
        #expect(circuit.until == 0)
        #expect(circuit.room(of: 4) == 4)
        var waits: [Int64] = []
        for _ in 0..<8 {
            let now = circuit.until
            circuit.fail(at: now)
            waits.append((circuit.until - now) / 1000)
        }
        #expect(waits == [30, 60, 120, 240, 480, 600, 600, 600])
        #expect(circuit.room(of: 4) == 1)
        circuit.succeed()
        #expect(circuit.room(of: 4) == 4)
    }

    @Test func wantsWhatItsFilterSays() throws {
        let some = try #require(EventFilter(["video.completed", "video.completed", "video.playable"]))
        #expect(some.names == ["video.completed", "video.playable"])
        #expect(some.wants("video.playable"))
        #expect(!some.wants("video.failed"))
        let all = try #require(EventFilter(["video.completed", "*"]))
        #expect(all.wants("video.deleted"))
        #expect(!all.wants("video.progress"))
        #expect(EventFilter([]) == nil)
        #expect(EventFilter(["video.progress"]) == nil)
        #expect(EventFilter(["Video.Completed"]) == nil)
    }

    @Test(arguments: [
        "", "default ", "we_", "we_0123456789abcdefghjkmnpqr", "../../etc/passwd", "we_ILOU0000000000000000000000",
    ])
    func takesNoIdThatIsNoneOfOurs(_ text: String) {
        #expect(EndpointID(asked: text) == nil)
    }
}
