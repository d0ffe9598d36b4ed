/// A sentence, what a planner would look for, and the starter photos that a fair viewer would accept for it.
struct MatchingCase: Sendable {
    let sentence: String
    let queries: [String]
    /// File names without extension; empty when every photo would be unrelated.
    let fitting: Set<String>

    init(_ sentence: String, _ queries: [String], _ fitting: String...) {
        self.sentence = sentence
        self.queries = queries
        self.fitting = Set(fitting)
    }
}

private let ocean = "ocean-waves"
private let lake = "lake-sherburne"
private let desert = "extreme-desert-hike"
private let saturn = "saturnian-profile"
private let rome = "roman-colosseum"
private let tea = "tea-gardens"
private let otter = "oakland-zoo-otters"
private let osprey = "perched-osprey"
private let wren = "canyon-wren"
private let singapore = "singaporean-cityscape"
private let boston = "beacon-street-sunset"
private let flowers = "blue-periwinkle"
private let bridge = "high-trestle-trail"
private let gaudi = "casa-mila"
private let tower = "piazza-gae-aulenti"
private let facade = "abstract-spiral"

extension MatchingCase {
    /// The sentences that the weights and the thresholds were chosen on.
    static let tuning: [MatchingCase] = [
        .init("The sea gives us half of the oxygen we breathe.", ["sea oxygen", "sea"], ocean),
        .init("Waves crash against the shore all through the night.", ["waves crash shore", "shore", "waves"], ocean),
        .init("Sailors have always feared the open ocean.", ["sailors open ocean", "ocean"], ocean),
        .init("Quarterly revenue rose by twelve percent.", ["quarterly revenue", "revenue"]),
        .init("Our customers asked for faster invoices.", ["faster invoices", "customers"]),
        .init("The committee will vote on the budget next Tuesday.", ["committee vote budget", "budget"]),
        .init("In the desert, water is worth more than gold.", ["desert water", "desert"], desert),
        .init("They crossed the dunes on foot for nine days.", ["crossed dunes foot", "dunes"], desert),
        .init("Saturn's rings are made almost entirely of ice.", ["Saturn rings ice", "Saturn"], saturn),
        .init("The planet turns once every ten hours.", ["planet turns", "planet"], saturn),
        .init("Ancient Rome built roads that are still in use.", ["Ancient Rome roads", "Rome"], rome),
        .init("Gladiators fought here in front of fifty thousand people.", ["gladiators fought", "gladiators"], rome),
        .init("A cup of tea begins on a green hillside.", ["cup of tea green hillside", "tea"], tea),
        .init("Farmers pick the leaves by hand before sunrise.", ["farmers pick leaves", "farmers", "leaves"], tea),
        .init("Otters hold hands while they sleep.", ["otters hold hands", "otters"], otter),
        .init("The mountain lake was perfectly still.", ["mountain lake", "lake"], lake),
        .init(
            "Snow melts in the mountains and feeds the rivers below.", ["snow melts mountains", "mountains", "rivers"],
            lake),
        .init("By night the city never sleeps.", ["city night", "city"], singapore, boston),
        .init("Singapore has no countryside to speak of.", ["Singapore countryside", "Singapore"], singapore),
        .init("Hawks can see a mouse from a mile away.", ["hawks mouse", "hawks"], osprey),
        .init("Birds sing at dawn to defend their ground.", ["birds sing dawn", "birds"], wren, osprey),
        .init("A wren weighs less than a coin.", ["wren coin", "wren"], wren),
        .init("Spring brings the first flowers to the meadow.", ["spring flowers meadow", "flowers"], flowers),
        .init("The bridge carried trains until 2003.", ["bridge trains", "bridge"], bridge),
        .init("Gaudi hated straight lines.", ["Gaudi straight lines", "Gaudi"], gaudi),
        .init(
            "The new headquarters is a tower of glass.", ["headquarters tower glass", "tower"], tower, singapore),
        .init("Winter came early to Boston that year.", ["winter Boston", "winter"], boston),
        .init("My grandmother baked bread every Sunday.", ["grandmother baked bread", "bread"]),
        .init("The algorithm sorts the list in linear time.", ["algorithm sorts list", "algorithm"]),
        .init("She opened the letter and began to cry.", ["opened letter", "letter"]),
        .init("Football is played by two teams of eleven.", ["football teams", "football"]),
        .init("The heart pumps blood through the body.", ["heart pumps blood", "heart"]),
        .init("Vaccines train the immune system.", ["vaccines immune system", "vaccines"]),
        .init("He learned to play the piano at the age of four.", ["play piano", "piano"]),
        .init("Electric cars need lithium for their batteries.", ["electric cars lithium batteries", "batteries"]),
        .init("Children spend six hours a day in school.", ["children school", "school"]),
        .init(
            "The bank opened a new branch downtown.", ["bank new branch downtown", "bank"], singapore, boston, tower),
        .init("Press the blue button to start the machine.", ["blue button machine", "button"]),
        .init("The judge read the verdict aloud.", ["judge verdict", "judge"]),
        .init("Coffee is the second most traded good in the world.", ["coffee traded good", "coffee"]),
        .init(
            "Lightning strikes somewhere on Earth a hundred times a second.", ["lightning strikes earth", "lightning"]),
        .init("Elephants mourn their dead.", ["elephants mourn dead", "elephants"]),
        .init("Please remember to save your work.", ["save work"]),
        .init("The light was fading when they reached the top.", ["light fading top"], desert, lake, boston),
        .init("The tide comes in twice a day.", ["tide"], ocean),
        .init(
            "Beneath the surface of the ocean lies another world.", ["surface of the ocean", "ocean"], ocean),
        .init("A storm at sea can last for days.", ["storm at sea", "storm"], ocean),
        .init(
            "Fishermen leave the harbour long before dawn.", ["fishermen harbour dawn", "harbour"], ocean, singapore),
        .init("Nothing grows in the sand for three hundred miles.", ["sand miles", "sand"], desert),
        .init("The hikers carried everything on their backs.", ["hikers carried backs", "hikers"], desert),
        .init("Camels can go two weeks without water.", ["camels water", "camels"], desert),
        .init("Our solar system has eight planets.", ["solar system planets", "planets"], saturn),
        .init("The probe sent its last pictures from deep space.", ["probe pictures deep space", "space"], saturn),
        .init("Astronomers first saw the rings in 1610.", ["astronomers rings", "rings"], saturn),
        .init("The emperor opened the arena with a hundred days of games.", ["emperor arena games", "arena"], rome),
        .init("Italy has more ruins than any other country.", ["Italy ruins", "ruins"], rome),
        .init("The Roman Empire fell slowly.", ["Roman Empire", "empire"], rome),
        .init("Tea came to Europe on Portuguese ships.", ["tea Europe Portuguese ships", "tea"], tea),
        .init(
            "Plantations climb the hills as far as the eye can see.", ["plantations climb hills", "plantations"], tea),
        .init("Agriculture changed everything.", ["agriculture"], tea),
        .init("River otters can close their ears under water.", ["river otters ears water", "otters"], otter),
        .init("The animal slips into the river without a sound.", ["animal slips river", "river"], otter),
        .init("High in the mountains the air is thin.", ["mountains air thin", "mountains"], lake),
        .init("The forest ends where the snow begins.", ["forest snow", "forest"], lake),
        .init("A glacier carved this valley.", ["glacier carved valley", "valley"], lake),
        .init(
            "Skyscrapers grew faster than the streets beneath them.", ["skyscrapers streets", "skyscrapers"],
            singapore, tower),
        .init("More than half of us now live in cities.", ["half live cities", "cities"], singapore, boston),
        .init("The skyline is lit until two in the morning.", ["skyline lit morning", "skyline"], singapore, boston),
        .init("An osprey dives feet first into the water.", ["osprey dives water", "osprey"], osprey),
        .init("Birds of prey need a wide territory.", ["birds of prey territory", "birds of prey"], osprey),
        .init("A tiny bird watches from the rocks.", ["tiny bird rocks", "bird"], wren, osprey),
        .init("Gardeners wait all year for the blossom.", ["gardeners blossom", "blossom"], flowers),
        .init("Wildflowers open when the nights grow warm.", ["wildflowers nights warm", "wildflowers"], flowers),
        .init("A bridge joins the two halves of the town.", ["bridge halves town", "bridge"], bridge),
        .init(
            "Architecture is frozen music.", ["architecture frozen music", "architecture"], facade, gaudi, tower),
        .init(
            "The apartments in Barcelona look onto a quiet courtyard.",
            ["apartments Barcelona courtyard", "courtyard"],
            gaudi),
        .init("Her office was on the thirtieth floor.", ["office thirtieth floor", "office"], tower),
        .init("The sun went down behind the rooftops.", ["sun rooftops", "rooftops"], boston),
        .init("Snow covered the streets of the old city.", ["snow streets old city", "streets"], boston),
        .init("Profit fell in the third quarter.", ["profit third quarter", "profit"]),
        .init("Please find the attached report.", ["attached report", "report"]),
        .init("Shareholders approved the merger.", ["shareholders merger", "merger"]),
        .init("The software update fixes forty bugs.", ["software update bugs", "software"]),
        .init("A healthy breakfast needs protein.", ["healthy breakfast protein", "breakfast"]),
        .init("The violin was made in 1715.", ["violin"]),
        .init("Democracy depends on trust.", ["democracy trust", "democracy"]),
        .init("He broke his leg playing hockey.", ["broke leg hockey", "hockey"]),
        .init("The train to Berlin leaves at noon.", ["train Berlin noon", "train"]),
        .init("Cells divide every twenty hours.", ["cells divide", "cells"]),
        .init("Shakespeare wrote for money.", ["Shakespeare money", "Shakespeare"]),
        .init("The dentist asked him to open wide.", ["dentist open", "dentist"]),
        .init("Passwords should be long and strange.", ["passwords long strange", "passwords"]),
        .init("Elections are held in November.", ["elections November", "elections"]),
        .init("Dogs understand about two hundred words.", ["dogs words", "dogs"]),
        .init("The recipe calls for two eggs and a lemon.", ["recipe eggs lemon", "recipe"]),
        .init("Inflation hurts those who save.", ["inflation save", "inflation"]),
        .init("The surgeon washed her hands.", ["surgeon washed hands", "surgeon"]),
        .init("Chess has more games than there are atoms.", ["chess games atoms", "chess"]),
        .init("She signed the contract with a blue pen.", ["signed contract blue pen", "contract"]),
        .init("The camera stores every picture twice.", ["camera stores picture", "camera"]),
        .init("Bacteria were here long before us.", ["bacteria"]),
        .init("Wedding guests danced until the morning.", ["wedding guests danced morning", "wedding"]),
        .init("Steel is stronger than iron.", ["steel stronger iron", "steel"]),
        .init("My father drove a red truck.", ["father drove red truck", "truck"]),
    ]

    /// Sentences written after the choice, with the rule planner's queries; the reported figures come from them.
    ///
    /// They were never tuned on. The last ones are figures of speech.
    static let held: [MatchingCase] = [
        .init(
            "The whale sings across a thousand miles of ocean.",
            ["whale miles of ocean", "miles of ocean", "whale", "miles", "ocean"], ocean),
        .init(
            "Surfers wait for the seventh wave.",
            ["surfers seventh wave", "seventh wave", "surfers", "seventh", "wave"], ocean),
        .init("A tsunami crosses the sea at the speed of a jet.", ["tsunami jet", "tsunami", "sea", "jet"], ocean),
        .init(
            "Sea levels have risen by twenty centimetres.",
            [
                "sea levels twenty centimetres", "sea levels", "twenty centimetres", "sea", "levels", "twenty",
                "centimetres",
            ], ocean),
        .init("Nomads follow the wells through the desert.", ["nomads desert", "nomads", "wells", "desert"], desert),
        .init("Dunes move a metre every year.", ["dunes metre", "dunes", "metre"], desert),
        .init("The expedition set out with six people.", ["expedition"], desert),
        .init(
            "A ring of ice and dust circles the planet.",
            ["ring of ice dust circles", "ring of ice", "dust circles", "planet", "ring", "ice", "dust", "circles"],
            saturn),
        .init(
            "Voyager left the solar system in 2012.",
            ["voyager solar system", "solar system", "voyager", "solar", "system"], saturn),
        .init("Caesar never saw the Colosseum.", ["caesar saw", "Colosseum", "caesar", "saw"], rome),
        .init("Ruins tell us how an empire lived.", ["ruins empire", "ruins", "empire"], rome),
        .init(
            "Roman concrete heals its own cracks.",
            ["roman concrete heals cracks", "roman concrete heals", "cracks", "roman", "concrete", "heals"], rome),
        .init(
            "Tea is grown in rows on steep hills.",
            ["tea steep hills", "steep hills", "tea", "rows", "steep", "hills"], tea),
        .init("The plantation employs two hundred people.", ["plantation employs", "plantation", "employs"], tea),
        .init("Otters eat a quarter of their weight each day.", ["otters weight", "otters", "weight"], otter),
        .init(
            "Zoos now breed animals that are rare in the wild.",
            ["zoos wild", "breed animals", "zoos", "rare", "wild", "animals"], otter, osprey, wren),
        .init("Peaks like these were once the floor of a sea.", ["peaks floor", "peaks", "floor", "sea"], lake, ocean),
        .init("The lake freezes in December.", ["lake December", "December", "lake"], lake),
        .init(
            "Pine forests cover the slopes.", ["pine forests slopes", "pine forests", "slopes", "pine", "forests"], lake
        ),
        .init("In the city, the lights never go out.", ["city lights", "city", "lights"], singapore, boston),
        .init(
            "Towers of steel and glass rise above the harbour.",
            ["towers of steel harbour", "towers of steel", "glass", "harbour", "towers", "steel"], singapore, tower),
        .init("Songbirds leave in September.", ["songbirds September", "September", "songbirds"], wren),
        .init(
            "Raptors hunt from high perches.",
            ["raptors hunt high perches", "raptors hunt", "high perches", "raptors", "hunt", "perches"], osprey),
        .init("An eagle can carry a small deer.", ["eagle small deer", "small deer", "eagle", "deer"], osprey),
        .init("Bees need flowers, and flowers need bees.", ["bees flowers", "bees", "flowers"], flowers),
        .init("In spring the garden wakes.", ["spring garden", "spring", "garden"], flowers),
        .init("The footbridge is closed at night.", ["footbridge night", "footbridge", "night"], bridge),
        .init(
            "Gaudí's houses have no straight walls.",
            ["gaudí houses straight walls", "gaudí houses", "straight walls", "gaudí", "houses", "straight", "walls"],
            gaudi),
        .init("Barcelona has four thousand hours of sun.", ["barcelona sun", "barcelona", "sun"], gaudi),
        .init(
            "Milan is the capital of fashion.",
            ["milan capital of fashion", "capital of fashion", "milan", "capital", "fashion"], tower),
        .init(
            "The architect covered the building in metal.", ["architect metal", "architect", "metal"], facade, tower,
            gaudi),
        .init("Snow fell on Boston for three days.", ["snow Boston", "Boston", "snow"], boston),
        .init("The sun sets at four in December.", ["sun December", "December", "sun"], boston),
        .init("Our margins improved in every region.", ["margins region", "margins", "region"]),
        .init("The patch is ready for review.", ["patch review", "patch", "review"]),
        .init(
            "Wash your hands for twenty seconds.",
            ["hands twenty seconds", "twenty seconds", "hands", "twenty", "seconds"]),
        .init("The novel was finished in a year.", ["novel"]),
        .init("He was sentenced to five years.", ["sentenced", "years"]),
        .init("Penicillin was found by accident.", ["penicillin accident", "penicillin", "accident"]),
        .init("The orchestra tunes to an A.", ["orchestra tunes", "orchestra", "tunes"]),
        .init("Each battery lasts for ten hours.", ["battery lasts", "battery", "lasts"]),
        .init("Boil the pasta in salted water.", ["pasta salted water", "salted water", "pasta", "water"]),
        .init("The tailor measured his shoulders.", ["tailor shoulders", "tailor", "shoulders"]),
        .init("Interest rates will stay low.", ["interest rates", "rates"]),
        .init("Her grandmother spoke four languages.", ["grandmother languages", "grandmother", "languages"]),
        .init("The goalkeeper saved the penalty.", ["goalkeeper penalty", "goalkeeper", "penalty"]),
        .init("Muscles grow while you rest.", ["muscles"]),
        .init(
            "The printing press changed the church.",
            ["printing press church", "printing press", "church", "printing", "press"]),
        .init("A contract needs two signatures.", ["contract signatures", "contract", "signatures"]),
        .init("Insulin opens the cell to sugar.", ["insulin sugar", "insulin", "cell", "sugar"]),
        .init("The meeting starts at nine.", ["meeting", "starts"]),
        .init("Wolves returned to the valley.", ["wolves valley", "wolves", "valley"]),
        .init("Tigers are striped, skin and all.", ["tigers skin", "tigers", "skin"]),
        .init("The volcano erupted without warning.", ["volcano"]),
        .init("Cotton came from India.", ["cotton India", "India", "cotton"]),
        .init(
            "A sea of faces looked up at the stage.", ["sea of faces stage", "sea of faces", "stage", "sea", "faces"]),
        .init(
            "The firm rode a wave of optimism.",
            ["firm rode wave of optimism", "firm rode", "wave of optimism", "firm", "rode", "wave", "optimism"]),
        .init("Talks hit a wall.", ["talks hit wall", "talks hit", "wall", "talks", "hit"]),
        .init("The news spread like wildfire.", ["news wildfire", "news", "wildfire"]),
        .init("He is a rock star in accounting.", ["rock star accounting", "rock star", "accounting", "rock", "star"]),
        .init("She planted the seed of doubt.", ["seed of doubt", "seed", "doubt"]),
        .init("The market is a jungle.", ["market jungle", "market", "jungle"]),
        .init("They built a bridge between faiths.", ["bridge faiths", "bridge", "faiths"]),
        .init(
            "Housing prices fell off a cliff.",
            ["housing prices cliff", "housing prices", "cliff", "housing", "prices"]),
        .init("It was the tip of the iceberg.", ["tip iceberg", "tip", "iceberg"]),
    ]
}
