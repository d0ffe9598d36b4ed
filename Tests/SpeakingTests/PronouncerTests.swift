import Film
import FoundationEssentials
import Testing

@testable import Speaking

@Suite struct PronouncerTests {
    @Test("Words sound as hibari-tts 0.2.1's own phonemizer says them")
    func golden() throws {
        let pronouncer = try Studio.pronouncer()
        let text = try String(
            decoding: Data(contentsOf: URL(filePath: Studio.fixtures + "/phonemes.tsv")), as: UTF8.self)
        var same = 0
        var all = 0
        var differences: [String] = []
        for line in text.split(separator: "\n") where line.first != "#" {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
            let ours = try Studio.phonemes(String(parts[0]), pronouncer).split(separator: " ")
            let theirs = parts[1].split(separator: " ")
            let matches = ours.count == theirs.count ? zip(ours, theirs).count { $0 == $1 } : 0
            same += matches
            all += theirs.count
            if matches < theirs.count { differences.append("\(parts[0]): \(ours) not \(theirs)") }
        }
        #expect(all > 900)
        #expect(Double(same) >= 0.99 * Double(all), "\(differences.joined(separator: "\n"))")
    }

    @Test(
        "Words written alike are told apart by their part in the sentence",
        arguments: [
            ("I will read the book.", "ɹˈid", "ɹˈɛd"), ("She has read the book.", "ɹˈɛd", "ɹˈid"),
            ("They live here.", "lˈɪv", "lˈIv"), ("The live music stopped.", "lˈIv", "lˈɪv"),
            ("Please record it.", "ɹəkˈɔɹd", "ɹˈɛkəɹd"), ("A new record was set.", "ɹˈɛkəɹd", "ɹəkˈɔɹd"),
            ("We use it daily.", "jˈuz", "jˈus"), ("It is of no use.", "jˈus", "jˈuz"),
            ("Close the door.", "klˈOz", "klˈOs"), ("The station is very close.", "klˈOs", "klˈOz"),
        ])
    func heteronyms(text: String, expected: String, other: String) throws {
        let sound = try Studio.phonemes(text, try Studio.pronouncer())
        #expect(sound.contains(expected) && !sound.contains(other), "\(sound)")
    }

    @Test("Small words change before vowels")
    func smallWords() throws {
        let pronouncer = try Studio.pronouncer()
        #expect(try Studio.phonemes("the apple", pronouncer).hasPrefix("ði "))
        #expect(try Studio.phonemes("the pear", pronouncer).hasPrefix("ðə "))
    }

    @Test("A user's pronunciation comes before every rule, also in the possessive")
    func pronunciations() throws {
        let own = try Pronunciations(parsing: "# names\nNguyen = win\nVitascope = /ˈvaɪtəskoʊp/\n", name: "names.txt")
        let pronouncer = try Studio.pronouncer(own)
        #expect(try Studio.phonemes("Nguyen", pronouncer) == Studio.phonemes("win", pronouncer))
        #expect(try Studio.phonemes("VITASCOPE's", pronouncer) == "ˈvItəskOps")
    }

    @Test(
        "A pronunciation file with a fault names the line",
        arguments: [
            ("word", "has no"), ("= x", "one word"), ("two words = x", "one word"), ("a =", "says nothing"),
            ("a = /我/", "no phoneme"),
        ])
    func badPronunciations(line: String, reason: String) throws {
        let error = #expect(throws: FilmError.self) {
            try Pronunciations(parsing: "ok = fine\n" + line, name: "own.txt")
        }
        #expect(error?.message.contains("Line 2 of own.txt") == true && error?.message.contains(reason) == true)
        #expect(error?.code == .input)
    }

    @Test("A dictionary compiled from the same pack has the same bytes, and a damaged one is made anew")
    func compiled() throws {
        try Studio.require(Studio.pack + "/hibari.onnx")
        let folder = Studio.cache + "-compiled"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let compiler = LexiconCompiler(pack: Studio.pack, cache: folder)
        let sound = try compiler.open().text("river", in: .gold)
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: folder).first)
        let path = URL(filePath: folder + "/" + name)
        let first = try Data(contentsOf: path)
        try first.prefix(first.count / 2).write(to: path)
        #expect(try compiler.open().text("river", in: .gold) == sound)
        #expect(try Data(contentsOf: path) == first)
        #expect(sound == "ɹˈɪvəɹ")
    }
}
