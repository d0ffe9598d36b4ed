import Testing

@testable import Footage

@Suite struct `Exif blocks` {
    /// Written by Pillow 11: orientation 6, a description, an artist, a copyright and Windows keywords, big-endian.
    static let block: [UInt8] = [
        69, 120, 105, 102, 0, 0, 77, 77, 0, 42, 0, 0, 0, 8, 0, 5, 1, 14, 0, 2, 0, 0, 0, 11, 0, 0, 0, 74, 1, 18, 0, 3, 0,
        0, 0, 1, 0, 6, 0, 0, 1, 59, 0, 2, 0, 0, 0, 4, 65, 100, 97, 0, 130, 152, 0, 2, 0, 0, 0, 10, 0, 0, 0, 86, 156,
        158, 0, 1, 0, 0, 0, 20, 0, 0, 0, 96, 0, 0, 0, 0, 65, 32, 114, 101, 100, 32, 98, 97, 114, 110, 0, 0, 67, 67, 32,
        66, 89, 32, 52, 46, 48, 0, 98, 0, 97, 0, 114, 0, 110, 0, 59, 0, 102, 0, 97, 0, 114, 0, 109, 0, 0, 0,
    ]
    static let jpeg: [UInt8] = [0xff, 0xd8, 0xff, 0xe1, 0, 124] + block
    static let png: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0] + Array("eXIf".utf8) + block.dropFirst(6)
    static let webp: [UInt8] =
        Array("RIFF".utf8) + [0, 0, 0, 0] + Array("WEBP".utf8) + Array("EXIF".utf8) + [110, 0, 0, 0]
        + block.dropFirst(6)

    @Test(arguments: [jpeg, png, webp, Array(block.dropFirst(6))])
    func `tell which way up a picture is, and words about it`(file: [UInt8]) {
        let exif = Exif(file)
        #expect(exif.orientation == 6 && exif.rotation == 90)
        #expect(
            exif.words
                == ItemWords(tags: ["barn", "farm"], description: "A red barn", author: "Ada", licence: "CC-BY-4.0"))
    }

    @Test(arguments: 0...122)
    func `may end anywhere`(length: Int) {
        _ = Exif(Array(Self.jpeg.prefix(length)))
    }
}
