import Films
import Testing

@testable import Workers

/// How films that are made at once take turns.
@Suite struct TurnLineTests {
    /// A line with films of given names, all joined at zero, short unless named long.
    private func line(capacity: Int = 1, spare: Int = 2, films: [UInt64], long: Set<UInt64> = []) -> TurnLine {
        var line = TurnLine(capacity: capacity, spare: spare)
        for film in films {
            line.join(film, lane: long.contains(film) ? .long : .short, priority: 0, now: Double(film))
        }
        return line
    }

    private func play(_ line: inout TurnLine, _ films: [UInt64], now: Double = 0) {
        for film in films { line.play(film, now: now) }
    }

    @Test func givesOutNoMoreTurnsThanThereIsRoomFor() {
        var line = line(capacity: 2, films: [1, 2, 3])
        play(&line, [1, 2, 3])
        for film in 1...3 { line.ask(film, of: UInt64(film), scene: 0, seconds: 4) }
        #expect(line.settle(now: 1).begun == [1, 2])
        line.end(1)
        #expect(line.settle(now: 2).begun == [3])
    }

    @Test func letsAFilmThatNobodyCanWatchYetGoFirstAndAlone() {
        var line = line(films: [1, 2])
        play(&line, [1])
        line.ask(1, of: 1, scene: 0, seconds: 4)
        _ = line.settle(now: 1)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        let changes = line.settle(now: 2)
        #expect(changes.begun == [2])
        #expect(changes.shut == [1])
        line.play(2, now: 3)
        // Both can be watched now; the one that has been watchable for longer is needed sooner.
        let after = line.settle(now: 3)
        #expect(after.opened == [1])
        #expect(after.shut == [2])
    }

    @Test func bringsNewFilmsToTheirFirstSecondsOneAfterTheOther() {
        var line = line(films: [1, 2, 3])
        play(&line, [1])
        for film in 1...3 { line.ask(film, of: UInt64(film), scene: 0, seconds: 4) }
        #expect(line.settle(now: 1).begun == [2])
        line.play(2, now: 2)
        #expect(line.settle(now: 2).begun == [3])
    }

    @Test func keepsPausedScenesWithinTheirBound() {
        var line = line(capacity: 1, spare: 2, films: [1, 2, 3, 4, 5])
        for film in 1...5 {
            line.ask(film, of: UInt64(film), scene: 0, seconds: 4)
            _ = line.settle(now: Double(film))
            line.play(UInt64(film), now: Double(film))
            _ = line.settle(now: Double(film))
        }
        #expect(line.turns.values.count { $0.hasBegun } == 3)
    }

    @Test func makesFirstWhatAViewerNeedsFirst() {
        var line = line(films: [1, 2])
        play(&line, [1, 2])
        line.skip(30, of: 1)
        line.ask(1, of: 1, scene: 5, seconds: 4)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        #expect(line.settle(now: 1).begun == [2])
    }

    @Test func letsNeitherALongFilmStarveNorShortOnesWaitForIt() {
        var line = line(films: [1, 2], long: [1])
        play(&line, [1, 2])
        line.ask(1, of: 1, scene: 0, seconds: 4)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        #expect(line.settle(now: 1).begun == [2])
        // However many short films come later, what they need lies later than what the long one needs.
        line.join(3, lane: .short, priority: 0, now: 60)
        line.play(3, now: 60)
        line.ask(3, of: 3, scene: 0, seconds: 4)
        line.end(2)
        #expect(line.settle(now: 60).begun == [1])
    }

    @Test func heedsPriority() {
        var line = TurnLine(capacity: 1, spare: 0)
        line.join(1, lane: .short, priority: 0, now: 0)
        line.join(2, lane: .short, priority: 5, now: 9)
        line.ask(1, of: 1, scene: 0, seconds: 4)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        #expect(line.settle(now: 10).begun == [2])
    }

    @Test func countsOnlyTimeInWhichATurnIsActive() {
        var line = line(films: [1, 2])
        play(&line, [1])
        line.ask(1, of: 1, scene: 0, seconds: 4)
        _ = line.settle(now: 0)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        _ = line.settle(now: 3)
        #expect(line.turns[1]?.seconds(now: 10) == 3)
        line.end(2)
        _ = line.settle(now: 10)
        #expect(line.turns[1]?.seconds(now: 12) == 5)
    }

    @Test func chargesProcessorTimeToWhoUsesIt() throws {
        var line = line(films: [1, 2])
        line.charge(processor: 10)
        line.ask(1, of: 1, scene: 0, seconds: 4)
        _ = line.settle(now: 0)
        line.charge(processor: 14)
        line.end(1)
        line.charge(processor: 16)
        #expect(line.films[1]?.processor == 5)
        #expect(line.films[2]?.processor == 1)
    }

    @Test func forgetsAFilmThatLeaves() {
        var line = line(films: [1, 2])
        line.ask(1, of: 1, scene: 0, seconds: 4)
        line.ask(2, of: 2, scene: 0, seconds: 4)
        _ = line.settle(now: 0)
        line.leave(1)
        #expect(line.settle(now: 1).begun == [2])
        #expect(line.films.count == 1)
    }
}
