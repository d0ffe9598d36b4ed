import Films
import Testing

@testable import API

@Suite struct SubscriptionTests {
    private static func event(_ number: Int64, progress: Bool, film: FilmID = FilmID(at: 0, chance: (0, 0)))
        -> SharedEvent
    {
        SharedEvent(
            FilmEvent(
                number: number, film: film, revision: 1, time: 0,
                kind: progress ? .progress(ProgressReport()) : .notice("\(number)")))
    }

    @Test func ofProgressOnlyTheNewestOfEachFilmWaits() {
        let (one, two) = (FilmID(at: 0, chance: (0, 1)), FilmID(at: 0, chance: (0, 2)))
        let subscription = Subscription(.everything)
        subscription.offer(Self.event(1, progress: true, film: one))
        subscription.offer(Self.event(2, progress: true, film: two))
        subscription.offer(Self.event(3, progress: false, film: one))
        subscription.offer(Self.event(4, progress: true, film: one))
        #expect(subscription.takeNow().events.map(\.number) == [2, 3, 4])
        #expect(subscription.takeNow().isEmpty)
    }

    @Test func aFullOneForgetsEverythingAndSendsItsListenerToTheStore() {
        let subscription = Subscription(.everything)
        for number in 0..<Int64(Subscription.capacity) { subscription.offer(Self.event(number, progress: false)) }
        subscription.offer(Self.event(1000, progress: true))
        let full = subscription.takeNow()
        #expect(full.events.count == Subscription.capacity)
        #expect(!full.isStale)

        for number in 0...Int64(Subscription.capacity) { subscription.offer(Self.event(number, progress: false)) }
        let lost = subscription.takeNow()
        #expect(lost.isStale)
        #expect(lost.events.isEmpty)
    }

    @Test func progressGivesWayToWhatLasts() {
        let subscription = Subscription(.everything)
        for number in 0..<Int64(Subscription.capacity) {
            subscription.offer(Self.event(number, progress: true, film: FilmID(at: number)))
        }
        subscription.offer(Self.event(1000, progress: false))
        let batch = subscription.takeNow()
        #expect(batch.events.map(\.number) == [1000])
        #expect(!batch.isStale)
    }

    @Test func aWaitingListenerThatIsCancelledLetsGo() async {
        let subscription = Subscription(.everything)
        let task = Task { try await subscription.take() }
        while !subscription.isAwaited { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func aSignOfLifeIsGivenOnlyAfterSilence() {
        let subscription = Subscription(.everything)
        subscription.offer(Self.event(1, progress: false))
        _ = subscription.takeNow()
        subscription.ping()
        #expect(!subscription.takeNow().isPing)
        subscription.ping()
        #expect(subscription.takeNow().isPing)
    }
}
