import Testing

@testable import Speaking

@Suite struct ReaderTests {
    /// What is said for a text: words, letters to be named in capitals with dots, pauses left out.
    private func said(_ text: String) -> String {
        Reader(text).pieces().compactMap { spoken in
            switch spoken.piece {
            case .word(let word): word
            case .letters(let letters): letters.map { "\($0)." }.joined()
            case .phonemes(let sound): "/\(sound)/"
            case .pause: nil
            }
        }.joined(separator: " ")
    }

    @Test(
        "Numbers are read as people say them",
        arguments: [
            ("0", "zero"), ("12", "twelve"), ("101", "one hundred one"), ("1,250", "one thousand two hundred fifty"),
            ("1,000,000", "one million"), ("-40", "minus forty"), ("−3.5", "minus three point five"),
            ("3.14", "three point one four"), ("0.05", "zero point zero five"), (".5", "point five"),
            ("1st", "first"), ("22nd", "twenty second"), ("103rd", "one hundred third"), ("12th", "twelfth"),
            ("3/4", "three quarters"), ("1/2", "one half"), ("1½", "one and a half"), ("8/10", "eight out of ten"),
            ("24/7", "twenty four seven"), ("10–20", "ten to twenty"), ("10 - 20", "ten to twenty"),
            ("1990-1995", "nineteen ninety to nineteen ninety five"), ("1990s", "nineteen nineties"),
            ("’80s", "eighties"), ("007", "oh oh seven"), ("2x", "two times"), ("10k", "ten thousand"),
            ("#1", "number one"), ("No. 5", "number five"), ("50+", "fifty plus"), ("~20", "about twenty"),
            (
                "12345678901234567890",
                "one two three four five six seven eight nine zero one two three four five six seven eight nine zero"
            ),
            ("٣٤", "thirty four"),
        ])
    func numbers(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Years are read as years and counts as counts",
        arguments: [
            ("in 1969", "in nineteen sixty nine"), ("in 1905", "in nineteen oh five"),
            ("in 1900", "in nineteen hundred"),
            ("in 2000", "in two thousand"), ("in 2008", "in two thousand eight"), ("in 2026", "in twenty twenty six"),
            ("in 1066", "in ten sixty six"), ("1024 km", "one thousand twenty four kilometers"),
            ("1500 people", "fifteen hundred people"), ("8192", "eight thousand one hundred ninety two"),
        ])
    func years(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Dates and times are read in full",
        arguments: [
            ("July 4, 2026", "July fourth twenty twenty six"), ("4 July", "the fourth of July"),
            ("the 4th of July", "the fourth of July"), ("Nov. 20", "November twentieth"),
            ("2026-07-04", "July fourth twenty twenty six"),
            ("12/25/1999", "December twenty fifth nineteen ninety nine"),
            ("24.12.2025", "December twenty fourth twenty twenty five"), ("7:30 pm", "seven thirty P.M."),
            ("7:30pm", "seven thirty P.M."), ("9:05 a.m.", "nine oh five A.M."), ("10:00", "ten o'clock"),
            ("14:00", "fourteen hundred"), ("19:45", "nineteen forty five"), ("5 p.m.", "five P.M."),
            ("16:9", "sixteen to nine"), ("May 3", "May third"), ("I may 3 times", "I may three times"),
        ])
    func dates(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Money is read with its currency in the right place",
        arguments: [
            ("$5", "five dollars"), ("$1", "one dollar"), ("$9.99", "nine dollars and ninety nine cents"),
            ("$0.50", "fifty cents"), ("£2.01", "two pounds and one penny"),
            ("$3.5 million", "three point five million dollars"),
            ("$1.5bn", "one point five billion dollars"), ("$200k", "two hundred thousand dollars"),
            ("€1,200", "one thousand two hundred euros"), ("¥5000", "five thousand yen"), ("50€", "fifty euros"),
            ("99¢", "ninety nine cents"), ("a $5 bill", "a five dollar bill"),
            ("a $3 million prize", "a three million dollar prize"), ("$20–30", "twenty to thirty dollars"),
            ("100 USD", "one hundred dollars"), ("-$5", "minus five dollars"), ("₹100", "one hundred rupees"),
            ("$5/month", "five dollars per month"),
        ])
    func money(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Units follow their number",
        arguments: [
            ("5 km", "five kilometers"), ("1 km", "one kilometer"), ("5km", "five kilometers"),
            ("20°C", "twenty degrees Celsius"), ("−5 °F", "minus five degrees Fahrenheit"), ("50%", "fifty percent"),
            ("12.5 %", "twelve point five percent"), ("70 mph", "seventy miles per hour"),
            ("60 km/h", "sixty kilometers per hour"), ("9.8 m/s", "nine point eight meters per second"),
            ("16 GB", "sixteen gigabytes"), ("5 ft 3 in", "five feet three inches"), ("6'2\"", "six foot two"),
            ("3 in the morning", "three in the morning"), ("100 m²", "one hundred square meters"),
            ("1920x1080", "nineteen twenty by ten eighty"), ("5-10 kg", "five to ten kilograms"),
        ])
    func units(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Short forms are said in full and initials letter by letter",
        arguments: [
            ("Dr. Smith", "doctor Smith"), ("12 Elm Dr.", "twelve Elm drive"), ("St. Paul", "saint Paul"),
            ("12 Elm St. is", "twelve Elm street is"), ("e.g. apples", "for example apples"),
            ("i.e. fruit", "that is fruit"),
            ("and so on, etc.", "and so on et cetera"), ("the U.S. Army", "the U.S. Army"),
            ("Mr. and Mrs.", "mister and missus"),
            ("A vs. B", "A versus B"), ("Ph.D.", "P.H.D."), ("AT&T", "A.T. and T."), ("the US", "the U.S."),
            ("THE END IS NEAR", "the end is near"), ("the WHO", "the W.H.O."), ("No. Never.", "No Never"),
        ])
    func shortForms(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Roman numerals count chapters and tell rulers apart",
        arguments: [
            ("World War II", "World War two"), ("Chapter IV", "Chapter four"), ("Henry VIII", "Henry the eighth"),
            ("Louis XIV's palace", "Louis the fourteenth's palace"), ("Elizabeth I was", "Elizabeth the first was"),
            ("Elizabeth, I know", "Elizabeth I know"), ("Rocky III", "Rocky three"), ("I am", "I am"),
        ])
    func roman(text: String, expected: String) { #expect(said(text) == expected) }

    @Test(
        "Addresses, tags and signs are said, never spelled as marks",
        arguments: [
            ("https://www.vitascope.com/docs?x=1", "vitascope dot com slash docs"),
            ("me@vitascope.co.uk", "me at vitascope dot co dot U.K."), ("vitascope.com.", "vitascope dot com"),
            ("#film", "hashtag film"), ("@user", "at user"), ("C++", "C. plus plus"), ("C#", "C. sharp"),
            ("salt & pepper", "salt and pepper"), ("**bold** _and_ `code`", "bold and code"), ("# Title", "Title"),
            ("- item", "item"), ("🎉 Party ❤️ time", "Party time"), ("and/or", "and or"),
            ("555-123-4567", "five five five one two three four five six seven"),
            ("x264", "X. two sixty four"), ("MP3", "M.P. three"), ("COVID-19", "COVID nineteen"),
            ("5-year-old", "five year-old"), ("192.168.1.1", "one ninety two dot one sixty eight dot one dot one"),
        ])
    func signs(text: String, expected: String) { #expect(said(text) == expected) }

    @Test("Every piece knows the display word it came from")
    func sources() {
        let pieces = Reader("He paid $3.5 million — twice.").pieces()
        let words = pieces.filter { if case .pause = $0.piece { false } else { true } }
        #expect(words.map(\.source) == [0, 1, 2, 2, 2, 3, 3, 5])
    }
}
