package import Film
internal import Pixels

/// Whether an encoder truly encodes on this machine.
package struct EncoderReport: Sendable, Equatable {
    /// The encoder.
    package let kind: EncoderKind
    /// True when it encoded pictures just now.
    package let works: Bool
    /// Why it does not work; empty when it does.
    package let reason: String
}

/// Finds out which encoders work, by having each encode two pictures: a listing names encoders whose hardware or driver
/// is not there.
package enum EncoderProbe {
    /// Tries every encoder, in order of preference.
    package static func probe() -> [EncoderReport] { EncoderKind.allCases.map(report) }

    /// The preferred encoder that works.
    ///
    /// - Throws: A ``FilmError`` when none does, with each one's reason.
    package static func best() throws(FilmError) -> EncoderKind {
        var reasons: [String] = []
        for kind in EncoderKind.allCases {
            let report = report(on: kind)
            if report.works { return kind }
            reasons.append("\(kind.displayName): \(report.reason)")
        }
        throw FilmError(
            .missing, "No H.264 encoder works here (\(reasons.joined(separator: "; "))).",
            remedy: "Install FFmpeg's libraries with x264; on Debian, `make setup` does so.")
    }

    private static func report(on kind: EncoderKind) -> EncoderReport {
        // Hardware encoders refuse pictures below about 145×49.
        let size = PictureSize(width: 320, height: 180)
        do {
            let encoder = try VideoEncoder(size: size, frameRate: FrameRate(30), quality: .draft, kind: kind)
            let picture = Picture(width: size.width, height: size.height)
            var packets = 0
            for luma: UInt8 in [16, 235] {
                picture.fill(luma: luma, blue: 128, red: 128)
                packets += try encoder.encode(picture).count
            }
            packets += try encoder.finish().count
            return EncoderReport(kind: kind, works: packets == 2, reason: packets == 2 ? "" : "it gave no pictures")
        } catch {
            return EncoderReport(kind: kind, works: false, reason: error.reason)
        }
    }
}
