import Pixels
import Testing

@Suite struct GradeTests {
    @Test("The portable path and the fast one give the same bytes", arguments: [(62, 34), (130, 66), (1920, 32)])
    func paths(width: Int, height: Int) {
        let source = Picture(width: width, height: height)
        source.paintNoise(seed: 3)
        for grade in [Grade.house("calm"), .house("tense"), Grade(contrast: 0.2, warmth: 0.1)] {
            let fast = Picture(width: width, height: height)
            let portable = Picture(width: width, height: height)
            fast.copy(BorrowedPicture(source), grade: grade)
            portable.copy(BorrowedPicture(source), grade: grade, portable: true)
            #expect(fast.samples == portable.samples)
        }
    }

    @Test("No grade copies the picture as it is")
    func none() {
        let source = Picture(width: 98, height: 50)
        source.paintNoise(seed: 9)
        let copy = Picture(width: 98, height: 50)
        copy.copy(BorrowedPicture(source), grade: .none)
        #expect(copy.samples == source.samples)
    }

    @Test("Black stays black, white keeps its light, and the quarter tones part by the contrast")
    func curve() {
        let mean = { (value: UInt8) in
            let source = Picture(width: 64, height: 64)
            source.fill(luma: value, blue: 128, red: 128)
            let graded = Picture(width: 64, height: 64)
            graded.copy(BorrowedPicture(source), grade: Grade(contrast: 0.04, warmth: 0.02))
            return graded.samples.map { Double($0.reduce(0) { $0 + Int($1) }) / Double($0.count) }
        }
        #expect(mean(16) == [16, 128, 128])
        #expect(mean(235)[0] == 235)
        // 16 + 219 / 4 and 16 + 219 * 3 / 4, to the nearest level: 110 levels apart before, 114.4 after.
        #expect(abs(mean(181)[0] - mean(71)[0] - 110 * 1.04) < 0.1)
        // White in a 2 % warmer light: blue down by 0.02 / 1.8556, red up by 0.02 / 1.5748 of 224 levels.
        #expect(abs(mean(235)[1] - (128 - 2.414)) < 0.05)
        #expect(abs(mean(235)[2] - (128 + 2.845)) < 0.05)
    }

    /// Limited-range YCbCr of one colour in both matrices, worked out with the equations of BT.601 and BT.709.
    static let colours: [(name: String, from: [UInt8], to: [Double])] = [
        ("red", [81, 90, 240], [62.1, 102.1, 240.0]),
        ("green", [145, 54, 34], [173.1, 41.8, 26.1]),
        ("blue", [41, 240, 110], [31.8, 240.0, 117.9]),
        ("skin", [169, 105, 152], [166.7, 107.3, 150.9]),
        ("grey", [126, 128, 128], [126, 128, 128]),
    ]

    @Test("Standard definition's colours become high definition's", arguments: colours.indices)
    func rematrix(index: Int) {
        let (_, from, to) = Self.colours[index]
        let picture = Picture(width: 64, height: 64)
        picture.fill(luma: from[0], blue: from[1], red: from[2])
        picture.rematrix(from: .bt601)
        let means = picture.samples.map { Double($0.reduce(0) { $0 + Int($1) }) / Double($0.count) }
        for (mean, truth) in zip(means, to) { #expect(abs(mean - truth) < 0.6) }
    }
}
