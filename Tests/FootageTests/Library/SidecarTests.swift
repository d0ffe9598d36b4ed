import Film
import Testing

@testable import Footage

@Suite struct `Text beside media` {
    @Test func `plain text holds facts and a description`() {
        let words = Sidecar.text(
            """
            A lighthouse in a storm,
            seen from the pier.
            Tags: lighthouse; storm, North Sea
            Photographer: Ada Lovelace
            License: https://creativecommons.org/licenses/by-sa/3.0/
            Source: https://example.org/1
            """)
        #expect(words.description == "A lighthouse in a storm, seen from the pier.")
        #expect(words.tags == ["lighthouse", "storm", "North Sea"])
        #expect(words.author == "Ada Lovelace")
        #expect(words.licence == "CC-BY-SA-3.0")
        #expect(words.source == "https://example.org/1")
    }

    @Test func `JSON holds the same facts under any usual name`() {
        let words = Sidecar.json(
            Array(
                #"""
                {"alt": "A lighthouse.", "keywords": ["storm", "sea"], "user": {"name": "Ada", "id": 3},
                 "url": "https://example.org", "license": "CC0", "width": 4000, "nested": [[{"x": null}]]}
                """#.utf8))
        #expect(
            words
                == ItemWords(
                    tags: ["storm", "sea"], description: "A lighthouse.", author: "Ada", licence: "CC0-1.0",
                    source: "https://example.org"))
    }

    @Test func `XMP holds them as lists, text or attributes`() {
        let packet = """
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description dc:format="image/jpeg">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Light &amp; stone</rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">A lighthouse.</rdf:li></rdf:Alt></dc:description>
            <dc:subject><rdf:Bag><rdf:li>storm</rdf:li><rdf:li/><rdf:li>sea</rdf:li></rdf:Bag></dc:subject>
            <dc:creator><rdf:Seq><rdf:li>Ada</rdf:li></rdf:Seq></dc:creator>
            <cc:license rdf:resource="https://creativecommons.org/publicdomain/zero/1.0/"/>
            </rdf:Description></rdf:RDF></x:xmpmeta>
            """
        let expected = ItemWords(
            title: "Light & stone", tags: ["storm", "sea"], description: "A lighthouse.", author: "Ada",
            licence: "CC0-1.0")
        #expect(XMPPacket.words(in: packet) == expected)
        #expect(XMPPacket.words(in: [0xff, 0xd8, 0x00] + Array(packet.utf8) + [0xff, 0xd9]) == expected)
    }

    @Test func `a folder's credits hold for all and for single files`() {
        var credits = FolderCredits()
        credits.readText(
            """
            Author: The Archive
            - dunes.jpg: Ada Lovelace, CC-BY-4.0, https://example.org/dunes
            nonsense
            """)
        credits.readJSON(Array(#"{"license": "CC0", "files": [{"file": "sub/sea.mp4", "author": "Bob"}]}"#.utf8))
        #expect(credits.all.author == "The Archive")
        #expect(credits.all.licence == "CC0-1.0")
        #expect(
            credits.files["dunes.jpg"]
                == ItemWords(author: "Ada Lovelace", licence: "CC-BY-4.0", source: "https://example.org/dunes"))
        #expect(credits.files["sea.mp4"]?.author == "Bob")
    }

    @Test(arguments: [
        ("Creative Commons Legal Code\nCC0 1.0 Universal", "CC0-1.0"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("MIT License\n\nCopyright (c) 2024", "MIT"),
        ("Ask me   first.\nThank you.", "Ask me first."),
        ("", ""),
    ])
    func `licences are recognised`(text: String, licence: String) {
        #expect(Licences.identify(text) == licence)
    }

    /// Cut, doubled and scrambled sidecars must give words or nothing, never a trap.
    @Test(arguments: 0..<300)
    func `survive any bytes`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let seeds = [
            #"{"files":{"a.jpg":{"author":"x"}},"tags":["a","b"],"title":"t"}"#,
            "<x:xmpmeta><rdf:RDF><dc:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></dc:subject></rdf:RDF></x:xmpmeta>",
            "Title: x\nTags: a, b\na.jpg: me, CC0\n\u{0}\u{202e}",
            "II*\u{0}\u{8}\u{0}\u{0}\u{0}\u{3}\u{0}Exif\u{0}\u{0}II*\u{0}\u{8}\u{0}\u{0}\u{0}\u{2}\u{0}\u{12}\u{1}",
        ]
        var bytes = Array(seeds[Int(seed) % seeds.count].utf8)
        for _ in 0..<Int.random(in: 1...30, using: &random) {
            let at = Int.random(in: 0..<max(1, bytes.count), using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where !bytes.isEmpty: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1 where !bytes.isEmpty: bytes.remove(at: at)
            case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: min(at, bytes.count))
            default: bytes += bytes.prefix(at)
            }
            if bytes.count > 4000 { bytes.removeLast(3000) }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = Sidecar.json(bytes)
        _ = Sidecar.text(text)
        _ = XMPPacket.words(in: bytes)
        _ = XMPPacket.words(in: text)
        _ = Exif(bytes)
        var credits = FolderCredits()
        credits.readJSON(bytes)
        credits.readText(text)
        _ = NameWords.words(in: text)
        if let expression = PlainWords.expression(PlainWords.telling(in: text)) { #expect(expression.hasPrefix("\"")) }
    }

    @Test func `deeply nested JSON says nothing rather than overflow`() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(Sidecar.json(Array(deep.utf8)) == ItemWords())
        let objects = String(repeating: #"{"a":"#, count: 20_000) + "1" + String(repeating: "}", count: 20_000)
        #expect(Sidecar.json(Array(objects.utf8)) == ItemWords())
    }
}
