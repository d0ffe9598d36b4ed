/// Changes to a word's stress marks.
///
/// Levels follow misaki 0.9.4: below −1 none at all; −1 and −0.5 weaken; 0, 0.5 and 1 give an unstressed word a weak
/// stress or strengthen a weak one; 2 gives a full one.
enum Stress {
    /// The phonemes with their stress changed to a level; unchanged for `nil`.
    static func apply(_ level: Double?, to sound: String) -> String {
        guard let level else { return sound }
        let scalars = sound.unicodeScalars
        let primary = scalars.contains(PhonemeAlphabet.primary)
        let secondary = scalars.contains(PhonemeAlphabet.secondary)
        if level < -1 { return String(String.UnicodeScalarView(scalars.filter { $0 != "ˈ" && $0 != "ˌ" })) }
        if level == -1 || ((level == 0 || level == -0.5) && primary) { return weakened(sound) }
        let unstressed = !primary && !secondary
        if unstressed, level >= 0 {
            guard scalars.contains(where: { PhonemeAlphabet.fullVowels.contains($0) }) else { return sound }
            return beforeVowel(level > 1 ? "ˈ" : "ˌ", sound)
        }
        if level >= 1, !primary, secondary { return replaced(sound, "ˌ", "ˈ") }
        return sound
    }

    /// How much a word weighs: two for a diphthong or an affricate, one for any other sign.
    static func weight(_ sound: String) -> Int {
        sound.unicodeScalars.reduce(0) { $0 + (PhonemeAlphabet.doubled.contains($1) ? 2 : 1) }
    }

    private static func weakened(_ sound: String) -> String {
        replaced(String(String.UnicodeScalarView(sound.unicodeScalars.filter { $0 != "ˌ" })), "ˈ", "ˌ")
    }

    private static func replaced(_ sound: String, _ from: Unicode.Scalar, _ to: Unicode.Scalar) -> String {
        String(String.UnicodeScalarView(sound.unicodeScalars.map { $0 == from ? to : $0 }))
    }

    private static func beforeVowel(_ mark: Unicode.Scalar, _ sound: String) -> String {
        var out = String.UnicodeScalarView()
        var done = false
        for scalar in sound.unicodeScalars {
            if !done, PhonemeAlphabet.fullVowels.contains(scalar) {
                out.append(mark)
                done = true
            }
            out.append(scalar)
        }
        return String(out)
    }
}
