import Film
import Testing

@testable import Footage

@Suite struct MoveTests {
    struct Setting: CustomTestStringConvertible {
        let photo: (width: Int, height: Int)
        let film: PictureSize
        let seconds: Double
        var testDescription: String { "\(photo.width)×\(photo.height) in \(film.width)×\(film.height), \(seconds) s" }
    }

    static let settings: [Setting] = [
        (3840, 2160), (3840, 2560), (5184, 2160), (2000, 2000), (1920, 1080), (1300, 900), (2160, 3840), (853, 479),
    ].flatMap { photo in
        [(1920, 1080), (1080, 1920), (1080, 1080), (1280, 720), (864, 1080)].flatMap { film in
            [0.5, 4, 9, 60].map {
                Setting(photo: photo, film: PictureSize(width: film.0, height: film.1), seconds: $0)
            }
        }
    }

    private static func moves(_ setting: Setting, subject: Subject = .middle) -> [Move] {
        (1...12).map {
            Move.filling(
                photo: setting.photo, size: setting.film, seconds: setting.seconds, seed: UInt64($0), parity: $0,
                subject: subject)
        }
    }

    @Test("The window never leaves the photo nor asks more of the filter than it can give", arguments: settings)
    func inside(setting: Setting) {
        for move in Self.moves(setting) {
            for moment in stride(from: -0.1, through: 1.1, by: 0.05) {
                let window = move.window(at: moment)
                let right = window.x + Double(setting.film.width) * window.step
                let bottom = window.y + Double(setting.film.height) * window.step
                #expect(window.x >= 3.9 && window.y >= 3.9)
                #expect(right <= Double(move.plateWidth) - 3.9 && bottom <= Double(move.plateHeight) - 3.9)
                #expect(window.step >= 1 && window.step <= 1.28)
            }
        }
    }

    @Test("The photo keeps its shape to half a percent", arguments: settings)
    func shape(setting: Setting) {
        for move in Self.moves(setting) {
            let stretch =
                Double(move.plateWidth) / Double(move.plateHeight) * Double(setting.photo.height)
                / Double(setting.photo.width)
            #expect(abs(stretch - 1) < 0.005)
        }
    }

    @Test("A move is a zoom of 1.5 to 3.5 % or a pan of up to 4 % per second, or slower where pixels or time are short")
    func speed() {
        let setting = Setting(photo: (3840, 2560), film: PictureSize(width: 1920, height: 1080), seconds: 5)
        for move in Self.moves(setting) {
            let zoom = max(move.start.step, move.end.step) / min(move.start.step, move.end.step) - 1
            let panX = abs(move.end.x - move.start.x) / (1920 * move.start.step)
            let panY = abs(move.end.y - move.start.y) / (1080 * move.start.step)
            if zoom > 0 {
                #expect((0.015...0.035).contains(zoom / 5))
            } else {
                #expect((0.015...0.04).contains(max(panX, panY) / 5))
                #expect(min(panX, panY) == 0)
            }
        }
    }

    @Test("A photo's own pixels are never enlarged more than 1.15 times for the sake of a move", arguments: settings)
    func enlargement(setting: Setting) {
        let fill = max(
            Double(setting.film.width) / Double(setting.photo.width),
            Double(setting.film.height) / Double(setting.photo.height))
        for move in Self.moves(setting) {
            let tightest = min(move.start.step, move.end.step)
            let enlarged = Double(move.plateWidth) / Double(setting.photo.width) / tightest
            // What filling the frame alone takes is not the move's doing; margins and rounding add a little.
            #expect(enlarged <= max(1.15, fill) * 1.012)
        }
    }

    @Test("Neighbours move in opposite directions, and one move does not turn back")
    func direction() {
        let setting = Setting(photo: (3840, 2560), film: PictureSize(width: 1920, height: 1080), seconds: 5)
        for seed in 1...20 {
            let (even, odd) = (0, 1)
            let moves = [even, odd].map {
                Move.filling(
                    photo: setting.photo, size: setting.film, seconds: 5, seed: UInt64(seed), parity: $0,
                    subject: .middle)
            }
            #expect(moves[0].start == moves[1].end && moves[0].end == moves[1].start)
            let xs = stride(from: 0, through: 1, by: 0.02).map { moves[0].window(at: $0) }
            for (a, b) in zip(xs, xs.dropFirst()) {
                #expect((b.x - a.x) * (moves[0].end.x - moves[0].start.x) >= 0)
                #expect((b.step - a.step) * (moves[0].end.step - moves[0].start.step) >= 0)
            }
        }
    }

    @Test(
        "A subject stays in the middle 60 % wherever the photo reaches far enough",
        arguments: [(0.3, 0.4), (0.5, 0.5), (0.7, 0.45)])
    func subject(x: Double, y: Double) {
        let setting = Setting(photo: (6000, 4000), film: PictureSize(width: 1080, height: 1920), seconds: 6)
        let subject = Subject(x: x - 0.03, y: y - 0.05, width: 0.06, height: 0.1)
        for move in Self.moves(setting, subject: subject) {
            for moment in stride(from: 0.0, through: 1, by: 0.1) {
                let window = move.window(at: moment)
                let across = (x * Double(move.plateWidth) - window.x) / (1080 * window.step)
                #expect((0.2...0.8).contains(across))
            }
        }
    }

    @Test("Very upright and very long photos are shown whole, all others fill the frame")
    func framing() {
        let wide = PictureSize(width: 1920, height: 1080)
        let tall = PictureSize(width: 1080, height: 1920)
        #expect(Framing.showsWhole(photo: (2000, 3000), size: wide))
        #expect(Framing.showsWhole(photo: (12000, 1800), size: wide))
        #expect(Framing.showsWhole(photo: (640, 480), size: wide))
        #expect(!Framing.showsWhole(photo: (4000, 3000), size: wide))
        #expect(!Framing.showsWhole(photo: (3000, 3000), size: wide))
        #expect(!Framing.showsWhole(photo: (3000, 4000), size: tall))
        #expect(!Framing.showsWhole(photo: (3840, 2160), size: tall))
        #expect(Framing.showsWhole(photo: (6000, 2000), size: tall))
    }
}
