internal import Film
internal import Footage
internal import LibAV
internal import ModelPacks
internal import Platform
internal import Speaking

/// Looks at the machine as a film would use it.
enum Doctor {
    /// One thing that was looked at.
    struct Finding: Sendable, Encodable, Equatable {
        /// How it is.
        enum State: String, Sendable, Encodable {
            case good
            case missing
            case broken
        }

        /// What was looked at.
        var subject: String
        /// How it is.
        var state: State
        /// What was found.
        var detail: String
        /// What it costs when it is not good, and what to do.
        var advice: String
    }

    /// Examines encoders (each encodes two frames), packs, voices, disk, cores and memory.
    static func examine() async -> [Finding] {
        var findings = encoders()
        findings += packs()
        findings += voices()
        findings.append(machine())
        findings.append(disk())
        return findings
    }

    private static func encoders() -> [Finding] {
        let reports = EncoderProbe.probe()
        let works = reports.contains { $0.works }
        return reports.map { report in
            Finding(
                subject: "encoder \(report.kind.displayName)", state: report.works ? .good : works ? .missing : .broken,
                detail: report.works ? "encoded two frames" : report.reason,
                advice: report.works || works ? "" : "No film can be made. Install FFmpeg's libraries with x264.")
        }
    }

    private static func packs() -> [Finding] {
        let store: PackStore
        do { store = try PackStore.standard() } catch {
            return [Finding(subject: "packs", state: .broken, detail: error.message, advice: error.remedy)]
        }
        return store.list().filter { $0.pack.default || $0.isUsable }.map { status in
            Finding(
                subject: "pack \(status.pack.id)", state: status.isUsable ? .good : .missing,
                detail: status.isUsable ? status.pack.title : status.sentence, advice: status.remedy)
        }
    }

    private static func voices() -> [Finding] {
        do {
            let voices = try Workshop().engines.voices
            let engines = Set(voices.map(\.engine)).sorted()
            return [
                Finding(
                    subject: "voices", state: voices.isEmpty ? .missing : .good,
                    detail: voices.isEmpty ? "none" : "\(voices.count) from \(engines.joined(separator: ", "))",
                    advice: voices.isEmpty ? "Films are silent. Run `vitascope models fetch voice-heart`." : "")
            ]
        } catch {
            return [Finding(subject: "voices", state: .missing, detail: "\(error)", advice: "Films are silent.")]
        }
    }

    private static func machine() -> Finding {
        let memory = Machine.memoryBytes
        let enough = memory >= 1_000_000_000
        return Finding(
            subject: "machine", state: enough ? .good : .missing,
            detail: "\(Machine.coreCount) cores, \(ByteText.text(memory)) memory",
            advice: enough ? "" : "A film at 1080p needs about 450 MB; use --size 1280x720.")
    }

    private static func disk() -> Finding {
        let free = Machine.freeDiskBytes(at: UserFolders.home) ?? 0
        let enough = free >= 2_000_000_000
        return Finding(
            subject: "disk", state: enough ? .good : .missing, detail: "\(ByteText.text(free)) free",
            advice: enough ? "" : "A minute of film takes about 100 MB while it is made.")
    }

    /// The findings for people.
    static func text(_ findings: [Finding]) -> String {
        findings.map { finding in
            let mark =
                switch finding.state {
                case .good: "ok     "
                case .missing: "missing"
                case .broken: "BROKEN "
                }
            let advice = finding.advice.isEmpty ? "" : "\n          \(finding.advice)"
            return "\(mark)  \(finding.subject): \(finding.detail)\(advice)\n"
        }.joined()
    }
}
