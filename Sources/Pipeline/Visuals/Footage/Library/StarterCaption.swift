/// What the starter photos show: their file names say little, and two of them mislead (`waves-midnight` is no sea).
///
/// Written by looking at each picture of Debian's `budgie-backgrounds` 3.0 (CC0-1.0). A file is recognised by its name
/// and size together, so that a file of a user's that happens to share a name keeps its own words.
struct StarterCaption: Sendable, Equatable {
    /// The file's name.
    let file: String
    /// The file's size in bytes.
    let bytes: Int
    /// The title that its makers gave it.
    let title: String
    /// What is seen, in a sentence.
    let description: String
    /// What the picture is of, separated by commas; a passing detail is no tag.
    let tags: String
    /// Where the subject is.
    let subject: Subject

    /// Finds the caption of a starter photo.
    static func named(_ file: String, bytes: Int) -> StarterCaption? {
        all.first { $0.file == file && $0.bytes == bytes }
    }

    /// How every starter photo is credited.
    static let author = "Budgie Desktop Developers"
    /// The package's own statement (`/usr/share/doc/budgie-backgrounds/copyright`).
    static let licence = "CC0-1.0"
    /// Where the photos are published.
    static let source = "https://github.com/buddiesofbudgie/budgie-backgrounds"

    /// The eighteen photos.
    static let all: [StarterCaption] = [
        StarterCaption(
            file: "abstract-spiral.jpg", bytes: 1_070_356, title: "Abstract Spiral",
            description:
                "The woven metal facade of a modern building, in black and white, sweeps into a dark spiral.",
            tags: "architecture, facade, metal, pattern, spiral, design",
            subject: Subject(x: 0.3, y: 0.12, width: 0.55, height: 0.58)),
        StarterCaption(
            file: "beacon-street-sunset.jpg", bytes: 889_797, title: "Beacon Street Sunset",
            description:
                "The winter sun sets over snowy rooftops, a street and distant towers in Boston.",
            tags: "city, Boston, sunset, winter, snow, rooftops, street, skyline",
            subject: Subject(x: 0.52, y: 0.3, width: 0.46, height: 0.66)),
        StarterCaption(
            file: "blue-periwinkle.jpg", bytes: 484_695, title: "Blue Periwinkle",
            description:
                "Small sky-blue forget-me-not flowers with yellow centres against dark green leaves.",
            tags: "flowers, forget-me-nots, wildflowers, blossom, garden, spring, plants",
            subject: Subject(x: 0.44, y: 0.43, width: 0.17, height: 0.16)),
        StarterCaption(
            file: "canyon-wren.jpg", bytes: 327_412, title: "Canyon Wren",
            description:
                "A small grey-brown wren looks out over a sunlit boulder under a pale sky.",
            tags: "bird, wren, songbird, wildlife, rock",
            subject: Subject(x: 0.34, y: 0.22, width: 0.14, height: 0.22)),
        StarterCaption(
            file: "casa-mila.jpg", bytes: 840_105, title: "Casa Mila",
            description:
                "The courtyard of Casa Milà in Barcelona from below, its windows glowing orange around the sky.",
            tags: "architecture, Barcelona, Gaudí, courtyard, building, apartments, windows",
            subject: Subject(x: 0.34, y: 0.2, width: 0.4, height: 0.42)),
        StarterCaption(
            file: "extreme-desert-hike.jpg", bytes: 226_555, title: "Extreme Desert Hike",
            description:
                "Hikers walk in line up the ridge of a huge orange sand dune while the wind blows sand from its crest.",
            tags: "desert, sand dune, hikers, hiking, expedition, wind",
            subject: Subject(x: 0.27, y: 0.44, width: 0.3, height: 0.45)),
        StarterCaption(
            file: "high-trestle-trail.jpg", bytes: 440_875, title: "High Trestle Trail",
            description:
                "A footbridge at night runs through a tunnel of tilted steel frames edged with blue light.",
            tags: "bridge, footbridge, night, lights, path",
            subject: Subject(x: 0.15, y: 0.4, width: 0.61, height: 0.58)),
        StarterCaption(
            file: "lake-sherburne.jpg", bytes: 877_946, title: "Lake Sherburne",
            description:
                "Snow-streaked mountains and a dark pine forest are reflected in a still lake under a blue sky.",
            tags: "mountains, lake, forest, reflection, wilderness, landscape, snow",
            subject: Subject(x: 0.19, y: 0.22, width: 0.6, height: 0.52)),
        StarterCaption(
            file: "oakland-zoo-otters.jpg", bytes: 1_005_272, title: "Oakland Zoo Otters",
            description:
                "A wet brown river otter lies on a bank and looks up while another swims past behind it.",
            tags: "otter, animal, wildlife, mammal, zoo, river",
            subject: Subject(x: 0.3, y: 0.28, width: 0.64, height: 0.49)),
        StarterCaption(
            file: "ocean-waves.jpg", bytes: 1_201_946, title: "Ocean Waves",
            description:
                "Deep blue ocean waves break into white foam in a Japanese woodblock print.",
            tags: "ocean, sea, waves, surf, storm, water, Japanese art",
            subject: Subject(x: 0.49, y: 0.13, width: 0.48, height: 0.44)),
        StarterCaption(
            file: "perched-osprey.jpg", bytes: 898_785, title: "Perched Osprey",
            description:
                "An osprey with a yellow eye is perched on the bare branch of a pine tree.",
            tags: "osprey, bird of prey, raptor, hawk, bird, wildlife",
            subject: Subject(x: 0.29, y: 0.2, width: 0.17, height: 0.65)),
        StarterCaption(
            file: "piazza-gae-aulenti.jpg", bytes: 257_907, title: "Piazza Gae Aulenti",
            description:
                "A curved glass office tower with a spire in Milan, framed by a dark oval opening.",
            tags: "skyscraper, office tower, Milan, architecture, modern building, business district",
            subject: Subject(x: 0.21, y: 0.19, width: 0.23, height: 0.62)),
        StarterCaption(
            file: "roman-colosseum.jpg", bytes: 1_286_750, title: "Roman Colosseum",
            description:
                "The stone arches of the Colosseum in Rome glow from inside at dusk under a cloudy blue sky.",
            tags: "Colosseum, Rome, Roman, ancient ruins, amphitheatre, history, Italy",
            subject: Subject(x: 0.1, y: 0.15, width: 0.55, height: 0.75)),
        StarterCaption(
            file: "saturnian-profile.jpg", bytes: 210_573, title: "Saturnian Profile",
            description:
                "Saturn and its rings from the night side, a thin sunlit crescent against black space.",
            tags: "Saturn, planet, rings, space, astronomy, solar system",
            subject: Subject(x: 0.15, y: 0.16, width: 0.7, height: 0.6)),
        StarterCaption(
            file: "singaporean-cityscape.jpg", bytes: 756_263, title: "Singaporean Cityscape",
            description:
                "The skyline of Singapore at dusk: lit skyscrapers and their colours reflected in calm water.",
            tags: "city, skyline, Singapore, skyscrapers, night, lights, waterfront",
            subject: Subject(x: 0.1, y: 0.18, width: 0.72, height: 0.44)),
        StarterCaption(
            file: "tea-gardens.jpg", bytes: 1_406_234, title: "Amidst the Tea Gardens",
            description:
                "Rows of bright green tea bushes cover the misty hills of a plantation.",
            tags: "tea, plantation, hills, farming, agriculture, mist",
            subject: Subject(x: 0.2, y: 0.38, width: 0.78, height: 0.6)),
        StarterCaption(
            file: "valley-midnight.jpg", bytes: 109_207, title: "Valley Midnight",
            description:
                "An abstract drawing of smooth rounded shapes in light and dark blue.",
            tags: "abstract, background, graphic, shapes",
            subject: Subject(x: 0.04, y: 0.0, width: 0.66, height: 1.0)),
        StarterCaption(
            file: "waves-midnight.jpg", bytes: 144_577, title: "Waves Midnight",
            description:
                "An abstract drawing of curved bands in light and dark blue.",
            tags: "abstract, background, graphic, stripes",
            subject: Subject(x: 0.1, y: 0.0, width: 0.8, height: 1.0)),
    ]
}
