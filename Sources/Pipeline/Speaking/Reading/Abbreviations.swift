/// Short forms that stand for words.
enum Abbreviations {
    /// What a short form stands for, told by its dot ("Dept.").
    static func dotted(_ text: String) -> String? { withDot[text] ?? withDot[text.lowercased()] }

    /// What a short form without a dot stands for.
    static func bare(_ text: String) -> String? { withoutDot[text] }

    /// What a title stands for before a name, with or without its dot.
    static func title(_ text: some StringProtocol) -> String? { titles[String(text)] }

    private static let titles = [
        "Mr": "mister", "Mrs": "missus", "Ms": "miz", "Mx": "mix", "Dr": "doctor", "Prof": "professor", "St": "saint",
        "Mt": "mount", "Ft": "fort", "Gen": "general", "Gov": "governor", "Sen": "senator", "Rep": "representative",
        "Capt": "captain", "Lt": "lieutenant", "Col": "colonel", "Sgt": "sergeant", "Cmdr": "commander",
        "Rev": "reverend", "Hon": "honorable", "Pres": "president", "Supt": "superintendent", "Cpl": "corporal",
        "Maj": "major", "Adm": "admiral", "Fr": "father", "Msgr": "monsignor", "Sr": "senior", "Jr": "junior",
    ]

    private static let withDot = [
        "Mr.": "mister", "Mrs.": "missus", "Ms.": "miz", "Dr.": "drive", "St.": "street", "Jr.": "junior",
        "Sr.": "senior", "Ave.": "avenue", "Blvd.": "boulevard", "Rd.": "road", "Ln.": "lane", "Hwy.": "highway",
        "Pkwy.": "parkway", "Ste.": "suite", "Apt.": "apartment", "Bldg.": "building", "Ltd.": "limited",
        "Inc.": "incorporated", "Corp.": "corporation", "Co.": "company", "Bros.": "brothers", "dept.": "department",
        "univ.": "university", "assn.": "association", "govt.": "government", "approx.": "approximately",
        "est.": "established", "vs.": "versus", "v.": "versus", "vol.": "volume", "fig.": "figure", "figs.": "figures",
        "ch.": "chapter", "pp.": "pages", "p.": "page", "ed.": "edition", "eds.": "editors", "no.": "number",
        "nos.": "numbers", "etc.": "et cetera", "e.g.": "for example", "i.e.": "that is", "cf.": "compare",
        "al.": "al", "ca.": "circa", "c.": "circa", "jan.": "January", "feb.": "February", "mar.": "March",
        "apr.": "April", "jun.": "June", "jul.": "July", "aug.": "August", "sep.": "September",
        "sept.": "September", "oct.": "October", "nov.": "November", "dec.": "December", "mon.": "Monday",
        "tue.": "Tuesday", "tues.": "Tuesday", "wed.": "Wednesday", "thu.": "Thursday", "thurs.": "Thursday",
        "fri.": "Friday", "sat.": "Saturday", "sun.": "Sunday", "min.": "minutes", "max.": "maximum",
        "hr.": "hours", "hrs.": "hours", "sec.": "seconds", "ft.": "feet", "in.": "inches", "lb.": "pounds",
        "lbs.": "pounds", "oz.": "ounces", "mi.": "miles", "yd.": "yards", "tel.": "telephone", "ext.": "extension",
        "misc.": "miscellaneous", "intl.": "international", "mfg.": "manufacturing", "asst.": "assistant",
        "Mt.": "mount", "Ft.": "fort", "Gen.": "general", "Gov.": "governor", "Sen.": "senator",
        "Rep.": "representative", "Capt.": "captain", "Lt.": "lieutenant", "Col.": "colonel", "Sgt.": "sergeant",
        "Cmdr.": "commander", "Rev.": "reverend", "Hon.": "honorable", "Pres.": "president", "Prof.": "professor",
        "Atty.": "attorney", "Supt.": "superintendent", "Cpl.": "corporal", "Maj.": "major", "Adm.": "admiral",
    ]

    /// Short forms that are also words of their own, so that a dot after them may only end the sentence; they are
    /// expanded only next to a number.
    static let alsoWords: Set<String> = [
        "no.", "nos.", "mar.", "jun.", "sat.", "sun.", "wed.", "mon.", "fri.", "in.", "min.", "sec.", "fig.", "figs.",
        "ed.", "ch.", "p.", "v.", "c.", "al.", "max.", "ft.", "mi.", "yd.", "oz.", "lb.", "lbs.", "hr.", "hrs.", "vol.",
        "tel.", "ext.", "est.", "jan.", "dec.", "co.", "rep.", "gen.", "col.", "hon.", "adm.", "ca.", "oct.", "nov.",
        "aug.", "sep.", "apr.", "jul.", "feb.", "thu.", "tue.", "pp.",
    ]

    private static let withoutDot = [
        "vs": "versus", "aka": "also known as", "w/": "with", "w/o": "without", "w": "w", "Mr": "mister",
        "Mrs": "missus", "Ms": "miz", "approx": "approximately", "TBD": "to be determined", "BTW": "by the way",
        "ASAP": "as soon as possible", "etc": "et cetera", "Dr": "doctor", "Prof": "professor", "Jr": "junior",
        "Sr": "senior",
    ]
}
