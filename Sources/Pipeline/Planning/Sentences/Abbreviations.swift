/// Abbreviations whose point does not end a sentence.
enum Abbreviations {
    /// Titles, written with a capital: a name follows.
    static let titles: Set = [
        "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "gen", "col", "capt", "cmdr", "lt", "sgt", "maj", "sen",
        "rep", "gov", "pres", "mme", "mlle", "sra", "dña", "frl",
    ]

    /// Something always follows (`e.g. otters`).
    static let leading: Set = [
        "e.g", "i.e", "cf", "vs", "v", "viz", "approx", "bzw", "z.b", "d.h", "u.a",
    ]

    /// May stand in a sentence or end it: ends one when a capital follows.
    static let trailing: Set = [
        "etc", "inc", "ltd", "co", "corp", "jr", "sr", "bros", "ave", "blvd", "rd", "a.m", "p.m", "am", "pm", "b.c",
        "a.d", "b.c.e", "c.e", "usw", "u.s", "u.k", "u.n", "e.u", "d.c", "ph.d", "m.d", "b.a", "m.a", "st", "mt", "ft",
    ]

    /// The trailing ones that often stand before a name (`the U.S. Navy`).
    static let beforeNames: Set = ["u.s", "u.k", "u.n", "e.u", "co", "jr", "d.c", "st", "mt", "ft"]

    /// Only before a figure (`No. 5`, `Oct. 9`, `c. 1850`).
    static let beforeFigures: Set = [
        "no", "nos", "nr", "art", "para", "op", "fig", "figs", "eq", "sec", "ch", "vol", "p", "pp", "c", "ca", "jan",
        "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]

    /// Words that begin sentences far more often than they follow an abbreviation.
    static let sentenceStarters: Set = [
        "the", "a", "an", "it", "he", "she", "they", "we", "i", "you", "this", "that", "these", "those", "there", "in",
        "on", "at", "but", "and", "so", "then", "when", "while", "if", "as", "after", "before", "for", "from", "his",
        "her", "their", "its", "our", "my", "your", "what", "who", "why", "how", "where", "no", "not", "now", "today",
        "yet",
    ]
}
