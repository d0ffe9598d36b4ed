import Pixels
import Testing

@Suite("Silhouettes")
struct SilhouetteTests {
    static let width = 322
    static let height = 200

    /// A slope, a hollow, a wall, and the way back.
    static let heights: [Float] = (0..<700).map { x in
        switch x {
        case 0..<200: 120 - Float(x) * 0.3
        case 200..<400: 60 + Float((x - 200) * (400 - x)) / 400
        case 400..<500: 90
        default: 90 + Float(x - 500) * 0.15
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var moved: Double
        var shadow: Float
        var rim: Float
        var testDescription: String { "moved by \(moved), shadow \(shadow), rim \(rim)" }
    }

    func silhouette(_ test: Case) -> Silhouette {
        let profile = Profile(Self.heights, width: Self.width, height: Self.height)
        let body = Strip(Samples(luma: 60, blue: 90, red: 170), width: Self.width)
        return Silhouette(
            profile: profile, body: body,
            shadow: test.shadow > 0
                ? .init(colour: Samples(luma: 20, blue: 128, red: 120), reach: 20, level: test.shadow) : nil,
            rim: test.rim > 0
                ? .init(
                    colour: Strip(Samples(luma: 220, blue: 120, red: 130), width: Self.width), reach: 12,
                    level: test.rim)
                : nil, width: Self.width, height: Self.height)
    }

    func drawn(_ silhouette: Silhouette, moved: Double) -> Picture {
        let picture = Picture(width: Self.width, height: Self.height)
        picture.fill(luma: 180, blue: 100, red: 140)
        var hidden = RowLimits(width: Self.width, height: Self.height)
        let limits = hidden
        silhouette.move(by: moved, hiding: &hidden)
        silhouette.draw(onto: picture, above: limits)
        return picture
    }

    /// One luma sample as the definition has it: shadow over what lies behind, body over that, light over the body.
    func sample(_ x: Int, _ y: Int, _ test: Case) -> Float {
        let count = Self.heights.count
        func height(_ x: Int) -> Float { Self.heights[(x % count + count) % count] }
        func rise(_ x: Int) -> Float {
            let (left, right) = (height(x) - height(x - 1), height(x + 1) - height(x))
            let slope = abs(left) < abs(right) ? left : right
            return 1 / (1 + slope * slope).squareRoot()
        }
        func smooth(_ t: Float) -> Float {
            let t = min(1, max(0, t))
            return t * t * (3 - 2 * t)
        }
        let column = x + Int(test.moved.rounded(.down))
        let share = Float(test.moved - test.moved.rounded(.down))
        let centre = Float(y) + 0.5
        let edge = height(column) * (1 - share) + height(column + 1) * share
        let shown =
            smooth((centre - height(column)) * rise(column) + 0.5) * (1 - share)
            + smooth((centre - height(column + 1)) * rise(column + 1) + 0.5) * share
        var value: Float = 180
        value += (20 - value) * test.shadow * smooth(1 - (edge - centre) * rise(column) / 20)
        value += (60 - value) * shown
        value += (220 - value) * test.rim * shown * smooth(1 - (centre - edge) / 12)
        return value
    }

    @Test(
        "every sample is what the definition says",
        arguments: [
            Case(moved: 0, shadow: 0, rim: 0), Case(moved: 0.5, shadow: 0.4, rim: 0),
            Case(moved: 333.25, shadow: 0, rim: 0.5),
            Case(moved: 651.75, shadow: 0.5, rim: 0.5), Case(moved: -40.125, shadow: 0.3, rim: 0.6),
        ])
    func followsItsDefinition(test: Case) {
        let picture = drawn(silhouette(test), moved: test.moved)
        var worst: Float = 0
        for y in 0..<Self.height {
            for x in 0..<Self.width { worst = max(worst, abs(Float(picture.luma[x, y]) - sample(x, y, test))) }
        }
        #expect(worst < 0.51, "a sample is off by \(worst)")
    }

    @Test("colour follows light: the same parts at half the size")
    func coloursFollow() {
        let test = Case(moved: 12.5, shadow: 0, rim: 0)
        let picture = drawn(silhouette(test), moved: test.moved)
        for y in 0..<picture.blue.height {
            for x in 0..<picture.blue.width {
                let light = [(0, 0), (1, 0), (0, 1), (1, 1)].map { picture.luma[2 * x + $0.0, 2 * y + $0.1] }
                if light.allSatisfy({ $0 == 180 }) { #expect(abs(Int(picture.blue[x, y]) - 100) <= 2) }
                if light.allSatisfy({ $0 == 60 }) { #expect(abs(Int(picture.red[x, y]) - 170) <= 2) }
            }
        }
    }

    @Test("after a period everything is as before", arguments: [0.0, 17.25])
    func repeats(moved: Double) {
        let test = Case(moved: moved, shadow: 0.4, rim: 0.4)
        let silhouette = silhouette(test)
        let first = drawn(silhouette, moved: moved).samples
        #expect(drawn(silhouette, moved: moved + 7_000_000).samples == first)
        #expect(drawn(silhouette, moved: moved - 700).samples == first)
    }

    @Test("what a nearer one hides is left alone, and nothing else is")
    func hides() {
        let test = Case(moved: 5.5, shadow: 0.4, rim: 0.4)
        let whole = drawn(silhouette(test), moved: test.moved)
        let near = Silhouette(
            profile: Profile(Self.heights.map { $0 + 31 }, width: Self.width, height: Self.height),
            body: Strip(Samples(luma: 30, blue: 128, red: 128), width: Self.width), width: Self.width,
            height: Self.height)
        var limits = RowLimits(width: Self.width, height: Self.height)
        let none = limits
        near.move(by: 100, hiding: &limits)
        let picture = Picture(width: Self.width, height: Self.height)
        picture.fill(luma: 180, blue: 100, red: 140)
        let far = silhouette(test)
        var free = limits
        far.move(by: test.moved, hiding: &free)
        far.draw(onto: picture, above: limits)
        near.draw(onto: picture, above: none)
        near.draw(onto: whole, above: none)
        #expect(picture.samples == whole.samples)
    }

    @Test("rows that are not kept are not needed")
    func keepsOnlyItsRows() {
        let test = Case(moved: 90.75, shadow: 0.4, rim: 0)
        let profile = Profile(Self.heights, width: Self.width, height: Self.height)
        let first = profile.firstRow & ~15
        let rows = Picture(width: Self.width, height: Self.height - first)
        rows.paint(luma: { x, y in UInt8(16 + (x + y + first) % 200) })
        let all = Picture(width: Self.width, height: Self.height)
        all.paint(luma: { x, y in UInt8(16 + (x + y) % 200) })
        let pictures = [Strip(rows, firstRow: first), Strip(all, firstRow: 0)].map { body in
            drawn(
                Silhouette(profile: profile, body: body, width: Self.width, height: Self.height), moved: test.moved)
        }
        #expect(pictures[0].samples == pictures[1].samples)
    }
}
