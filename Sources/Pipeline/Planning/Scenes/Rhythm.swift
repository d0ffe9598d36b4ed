/// The film's beat, in the numbers of the house style.
package enum Rhythm {
    /// Silence between sentences, in milliseconds (250 to 400 sounds like one train of thought).
    package static let sentencePause = 320
    /// Silence between paragraphs.
    package static let paragraphPause = 750
    /// Silence before a chapter, and at a break in thought.
    package static let chapterPause = 1_200
    /// Picture held after the film's last word.
    package static let endPause = 1_500
    /// How long a title card is read.
    package static let titleCard = 3_000
    /// How long a chapter card is read.
    package static let chapterCard = 2_600
    /// How long a silent card of the writer's stands.
    package static let silentCard = 3_000
    /// How long a picture without words stands.
    package static let silentPicture = 4_000
    /// The least time between two cuts, in milliseconds.
    package static let leastShot = 1_200
    /// The least time for a short sentence that stands alone: what is said in a second is looked at for two.
    package static let loneShot = 1_800
    /// Seconds from which a sentence has a shot to itself.
    static let ownShot = 3.0
    /// Most seconds of short sentences that share a shot.
    static let sharedShot = 7.5
    /// Seconds under which a shot would seem to flicker by.
    static let tinyShot = 2.2
    /// Most seconds of sentences over one picture.
    static let longestShared = 9.0
    /// Seconds of a sentence beyond which it gets two pictures.
    static let longestShot = 8.5
    /// A quote of more words is spoken over pictures: nobody reads so long a card.
    static let quoteWords = 26
    /// Seconds of the longest quote on a card.
    static let longestQuote = 9.5
}
