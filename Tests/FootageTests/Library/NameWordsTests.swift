import Testing

@testable import Footage

@Suite struct `Words of file names` {
    @Test(arguments: [
        ("sunset_beach-drone 4K_03", ["sunset", "beach", "drone"]),
        ("people-walking-in-city-3121459-uhd_2560_1440_25fps", ["people", "walking", "city"]),
        ("IMG_20230512_084411", []),
        ("DSC01234", []),
        ("GrandCanyonSunrise2", ["grand", "canyon", "sunrise"]),
        ("HTMLPageDemo", ["html", "page", "demo"]),
        ("Überfahrt_Nordsee", ["überfahrt", "nordsee"]),
        ("東京タワー", ["東京タワー"]),
        ("St. Peter's Basilica (final)", ["st", "peters", "basilica"]),
        ("", []),
        ("....", []),
        ("'; DROP TABLE items; --", ["drop", "table", "items"]),
    ])
    func `leave out what cameras and sites add`(name: String, words: [String]) {
        #expect(NameWords.words(in: name) == words)
    }
}
