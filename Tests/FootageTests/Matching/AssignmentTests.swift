import Film
import Testing

@testable import Footage

@Suite struct `Assigning pictures to scenes` {
    /// Fits in thousandths (0: cannot), and the greatest total by `scipy.optimize.linear_sum_assignment`.
    static let golden: [([[Int]], Int)] = [
        ([[625, 0, 0], [0, 300, 874], [5, 821, 797]], 2320),
        (
            [
                [622, 989, 215, 160, 0, 44], [36, 515, 466, 917, 0, 514], [0, 0, 12, 192, 692, 201],
                [370, 4, 830, 0, 268, 0],
            ], 3428
        ),
        (
            [
                [0, 97, 968, 215], [0, 300, 0, 662], [0, 0, 945, 904], [570, 145, 192, 0], [552, 181, 884, 642],
                [570, 376, 0, 239],
            ], 2818
        ),
        (
            [
                [0, 0, 0, 137, 419, 0, 14, 628, 0, 513, 726, 0],
                [199, 363, 179, 0, 948, 573, 340, 272, 0, 444, 980, 516],
                [0, 0, 743, 0, 427, 878, 412, 0, 69, 430, 0, 951], [0, 806, 676, 717, 630, 972, 0, 0, 0, 51, 0, 915],
                [840, 0, 0, 479, 0, 0, 0, 0, 466, 0, 0, 184], [62, 0, 764, 815, 730, 113, 0, 802, 878, 523, 916, 47],
                [0, 20, 253, 0, 0, 567, 39, 590, 0, 0, 21, 311],
                [938, 538, 812, 658, 611, 191, 574, 0, 802, 960, 854, 51],
            ], 6865
        ),
    ]

    private func solve(_ fits: [[Int]]) -> [Int?] {
        let options = fits.map { row in
            row.enumerated().filter { $0.element > 0 }.map {
                Assignment.Option(picture: $0.offset, fit: Double($0.element) / 1000)
            }
        }
        return Assignment.solve(options, pictures: fits.first?.count ?? 0)
    }

    private func total(_ fits: [[Int]], _ choice: [Int?]) -> Int {
        zip(fits, choice).reduce(0) { sum, pair in sum + (pair.1.map { pair.0[$0] } ?? 0) }
    }

    @Test(arguments: golden)
    func `reaches the greatest total fit`(fits: [[Int]], best: Int) {
        let choice = solve(fits)
        #expect(total(fits, choice) == best)
        let used = choice.compactMap(\.self)
        #expect(Set(used).count == used.count)
    }

    @Test(arguments: 0..<300)
    func `equals trying everything`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let (scenes, pictures) = (Int.random(in: 1...5, using: &random), Int.random(in: 1...5, using: &random))
        // Few distinct values, so that ties are common.
        let fits = (0..<scenes).map { _ in
            (0..<pictures).map { _ in Int.random(in: -2...4, using: &random) * 200 }.map { max(0, $0) }
        }
        func best(_ scene: Int, _ used: Set<Int>) -> Int {
            guard scene < scenes else { return 0 }
            let skip = best(scene + 1, used)
            return (0..<pictures).filter { !used.contains($0) }.reduce(skip) {
                max($0, fits[scene][$1] + best(scene + 1, used.union([$1])))
            }
        }
        #expect(total(fits, solve(fits)) == best(0, []))
    }

    @Test func `gives every scene its own picture when two want the same`() {
        #expect(solve([[900, 800], [890, 0]]) == [1, 0])
    }

    @Test func `leaves a scene without a picture when nothing is left`() {
        #expect(solve([[900], [500]]) == [0, nil])
        #expect(Assignment.solve([], pictures: 0) == [])
        #expect(Assignment.solve([[]], pictures: 0) == [nil])
    }
}
