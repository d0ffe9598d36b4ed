import Testing

@testable import Planning

@Suite("Markdown within a paragraph")
struct InlineTextTests {
    @Test(
        "is read as a narrator would say it",
        arguments: [
            ("plain words", "plain words"),
            ("**bold**, *soft*, ***both***, __bold__ and _soft_", "bold, soft, both, bold and soft"),
            ("un*frigging*believable", "unfriggingbelievable"),
            ("snake_case_name stays", "snake_case_name stays"),
            ("5 * 3 is 15 and 5*3 too", "5 * 3 is 15 and 5*3 too"),
            ("~~gone~~ but ~5 km", "gone but ~5 km"),
            ("see [the report](https://example.org/r?a=b_(c)) now", "see the report now"),
            ("a [link][ref] and [another][]", "a link and another"),
            ("nested [![alt](a.png) text](http://x.org)", "nested text"),
            ("bare https://www.example.org/a/b?c=d#e.", "bare example.org."),
            ("(see http://example.org/x).", "(see example.org)."),
            ("www.example.org, or <https://example.org>", "example.org, or example.org"),
            ("mail <me@example.org> please", "mail me@example.org please"),
            ("`code` and ``co`de``", "code and co`de"),
            ("an unclosed ` tick", "an unclosed tick"),
            ("<b>bold</b> and<br/>break", "bold and break"),
            ("a < b and c > d", "a < b and c > d"),
            ("1 < 2 <3", "1 < 2 <3"),
            ("footnote[^1] here", "footnote here"),
            (#"\*not soft\* and \[x\]"#, "*not soft* and [x]"),
            ("AT&amp;T &mdash; 5&nbsp;km &unknown; &#233; &#x1F30A;", "AT&T — 5 km &unknown; é"),
            ("ten -- or eleven --- dashes", "ten — or eleven — dashes"),
            ("well-known", "well-known"),
            ("waves 🌊 at dawn 🌅.", "waves at dawn."),
            ("family 👨‍👩‍👧 flag 🇩🇪 heart ❤️ key 1️⃣ ©", "family flag heart key 1 ©"),
            ("#waves and #5 and C#", "waves and #5 and C#"),
            (
                "bidi \u{202E}override\u{202C} and zero\u{200B}width soft\u{AD}hyphen",
                "bidi override and zerowidth softhyphen"
            ),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("海は広いな、大きいな。", "海は広いな、大きいな。"),
            ("[x] done, [ ] open", "done, open"),
            ("Wait [sic] here", "Wait sic here"),
            ("tab\tand\u{A0}space", "tab and space"),
            ("{\\an8}{\\b1}markup; rm -rf / | 'q' \"d\" $HOME", "{\\an8}{\\b1}markup; rm -rf / | 'q' \"d\" $HOME"),
            ("", ""), ("***", ""), ("[]()", ""), ("![](x.png)", ""),
        ])
    func words(text: String, expected: String) {
        #expect(InlineText.read(text).words == expected)
    }

    @Test("gives up its images with their text")
    func images() {
        let read = InlineText.read("Look ![a red boat](photos/boat.jpg \"t\") there ![](b.png).")
        #expect(read.images == [.init(alt: "a red boat", target: "photos/boat.jpg"), .init(alt: "", target: "b.png")])
        #expect(read.words == "Look there.")
    }

    @Test(
        "takes time in proportion to its length, whatever stands in it",
        arguments: [
            "[", "]", "(", "![", "[[](", "`", "`` ` ", "<", "<a ", "*", "**a ", "_", "&", "&a", "\\", "http://", "[^",
            "~~", "a](", "-", "[a](",
        ])
    func pathological(unit: String) {
        let text = String(repeating: unit, count: 40_000 / unit.count)
        #expect(InlineText.read(text).words.count <= text.count)
    }
}
