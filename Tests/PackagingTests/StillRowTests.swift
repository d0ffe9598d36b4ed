import Film
import LibAV
import Packaging
import Pixels
import Testing

@Suite struct StillRowTests {
    private func still(_ level: Int) -> Still {
        Still(size: PictureSize(width: 2, height: 2), bytes: Array(repeating: UInt8(level % 256), count: 6))
    }

    @Test func `the nearest picture is given for each moment`() {
        var row = StillRow()
        #expect(row.nearest(to: [0, 1000]).isEmpty)
        for (level, time) in [500, 1500, 4000].enumerated() { row.append(still(level), at: time) }
        let levels = row.nearest(to: [0, 900, 1100, 2700, 2800, 9000]).map { $0.bytes[0] }
        #expect(levels == [0, 0, 1, 1, 2, 2])
    }

    @Test(arguments: [1, 200, 201, 5000]) func `a film of any length keeps few pictures, evenly`(count: Int) {
        var row = StillRow()
        for index in 0..<count { row.append(still(index), at: index * 1000) }
        let thumbnails = Thumbnails(duration: count * 1000, size: PictureSize(width: 1920, height: 1080))
        let chosen = row.nearest(to: thumbnails.moments)
        #expect(chosen.count == thumbnails.count)
        // Every picture is at most one of a sheet's intervals away from its moment.
        for (moment, still) in zip(thumbnails.moments, chosen) {
            let distances = (-thumbnails.interval...thumbnails.interval).map { (moment + $0) / 1000 % 256 }
            #expect(distances.contains(Int(still.bytes[0])))
        }
    }

    @Test func `a sheet shows pictures row by row`() {
        let sheet = Still.sheet((0..<3).map { still(100 + $0) }, columns: 2)
        #expect(sheet.width == 4)
        #expect(sheet.height == 4)
        let rows = (0..<4).map { row in (0..<4).map { sheet.luma.base[row * sheet.luma.stride + $0] } }
        #expect(rows == [[100, 100, 101, 101], [100, 100, 101, 101], [102, 102, 16, 16], [102, 102, 16, 16]])
        #expect(sheet.blue.base[sheet.blue.stride] == 102)
        #expect(sheet.red.base[1] == 101)
    }
}
