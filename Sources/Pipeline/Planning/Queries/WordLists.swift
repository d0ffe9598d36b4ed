/// English words by what they are worth when looking for a picture.
enum WordLists {
    /// Words without a picture: articles, pronouns, prepositions, auxiliaries, adverbs of degree and time.
    static let stops: Set<String> = Set(
        """
        a about above adrift afar far ahead apart aside inland inside outside across after again against ago
        all almost alone along already also although always am among an and another any anybody anyone
        anything anywhere are around as at away back be became because become becomes been before behind
        being below beneath beside besides best better between beyond both but by came can cannot could did
        do does doing done down during each either else enough even ever every everybody everyone everything
        everywhere except few first for former from further had has have having he hence her here hers
        herself him himself his how however i if in indeed instead into is it its itself just last later
        least less let like little long longer lot lots made make makes making many may maybe me mere might
        more most mostly much must my myself near nearly neither never next no nobody none nor not nothing
        now nowhere of off often on once one only onto or other others otherwise our ours ourselves out over
        own per perhaps please put quite rather really same say says said second see seem seems several she
        should since so some somebody somehow someone something sometimes somewhere soon still such take
        takes taken than that the their theirs them themselves then there thereby therefore these they thing
        things third this those though three through throughout thus to today together too toward towards
        two under until unless up upon us use used uses using usually very via was way ways we well were
        what whatever when whenever where wherever whether which while who whoever whole whom whose why will
        with within without won't would yes yet you your yours yourself it's that's there's don't doesn't
        isn't aren't wasn't weren't can't couldn't didn't hasn't haven't i'm you're we're they're i've we've
        you've they've four five six seven eight nine ten eleven twelve hundreds thousands millions billions dozens tenth fifth thirds tenths hundredth thousandth hundred thousand million billion
        half quarter
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Pronouns that stand for the scene before.
    static let pronouns: Set<String> = [
        "it", "they", "them", "he", "she", "him", "this", "these", "those", "that", "its", "their", "his", "her",
    ]

    /// Verbs, in their base form, that show nothing by themselves.
    static let verbs: Set<String> = Set(
        """
        add agree allow answer argue arrange attract beat bind boil borrow burn bury buy calm catch chase
        cheer claim climb collapse combine connect convince cool crawl dare deliver demand deny deserve
        destroy drag drink dry earn emerge escape evolve fade feed fetch float freeze gaze glow greet guide
        hang hurry invent invite kneel knock lack lend lick like melt nod obey obtain occur owe pick pour
        praise pray protect quit reflect release relax rely replace resist respond rush scatter seek select
        shake shout shrink sink slip smell solve split stare steal steer stick stretch struggle succeed
        suffer suggest support swim throw tie trust vanish vary wander weigh whisper appear apply arrive ask
        avoid become begin believe belong break bring build call care carry cause change choose clean close
        collect come compare complete correct consider contain continue control cost count cover create cross cut
        deal decide depend describe develop die differ disappear discover drift drive drop eat enjoy enter
        exist expect explain fall feel fill find finish fit follow force forget form gain gather get give go
        grow happen hear help hide hold hope improve include increase join keep know lead learn leave let
        lie lift listen live look lose love mean measure meet mix move need notice offer open pass pay
        permit place play point prepare prevent produce prove provide pull push raise reach read receive
        remain remember remind remove repeat require rest return reveal rise roll run save send serve set
        shape share show sing sit sleep speak spend spread stand start stay stop study suppose surround
        survive teach tell think touch travel treat try turn understand visit wait wake walk want warn wash
        watch wear win wish wonder work write shine flow make take
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Irregular forms of ``verbs``.
    static let verbForms: Set<String> = Set(
        """
        began begun broke broken brought built bought came chose chosen cost cut dealt drove driven drank
        ate eaten fell fallen felt found forgot forgotten gave given went gone grew grown heard held hid
        hidden kept knew known led learnt left lay lain lost meant met paid ran rose risen said sang sung
        sat sent shone showed shown slept spent spoke spoken spread stood taught told thought took
        understood woke woken wore worn won wrote written made drawn drew blew blown flew flown threw thrown
        became hung dug swept torn tore swam swum sank sunk
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Nouns that look like forms of ``verbs``.
    static let nounForms: Set<String> = [
        "leaves", "building", "buildings", "painting", "paintings", "drawing", "drawings", "crossing", "clothing",
        "ship", "evening", "ceiling", "wing", "wings", "spring", "king", "string", "bed", "seed", "seeds",
    ]

    /// Nouns that no picture shows.
    static let abstract: Set<String> = Set(
        """
        metre meter kilometre kilometer mile foot feet inch gram kilogram ton degree percent age amount case century chance choice day days decade detail difference effect end ending example
        fact form hour hours idea kind life matter meaning minute moment month months name nature number
        order part parts people person piece place places point problem purpose question reason result
        return season seasons sense side sort start story stuff term time times truth type view week weeks
        word words work world year years everything nothing
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// True for a noun that no picture shows, singular or plural.
    static func isAbstract(_ word: String) -> Bool {
        abstract.contains(word) || word.hasSuffix("s") && abstract.contains(String(word.dropLast()))
    }

    /// Adjectives that say too little to look for.
    static let faint: Set<String> = Set(
        """
        able actual available bad big certain clear common different difficult easy entire equal exact false
        famous fine free full general good great hard high huge important impossible interesting large left
        low main major new nice normal old older oldest only possible pure quick ready real recent right
        serious short similar simple single slow small special strange strong sure tall true usual various
        whole wide wrong young newest biggest smallest largest best worst shorter longer higher lower deeper smaller bigger larger
        faster slower warmer colder darker brighter further farther greater heavier lighter stronger weaker nearer
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Prepositions that say where.
    static let places: Set<String> = [
        "in", "on", "at", "across", "over", "under", "above", "below", "beneath", "through", "along", "around",
        "between",
        "beyond", "near", "inside", "into", "onto", "from", "to", "toward", "towards", "beside", "behind",
    ]
}
