internal import ArgumentParser
internal import Film

/// `vitascope doctor`: what works here, and what each missing thing costs.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check what works on this machine and what is missing.",
        discussion: "Exits with 69 when films cannot be made at all.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let findings = await Doctor.examine()
        if json {
            Terminal.output(try JSONText.pretty(findings) + "\n")
        } else {
            Terminal.output(Doctor.text(findings))
        }
        if findings.contains(where: { $0.state == .broken }) { throw ExitCode(69) }
    }
}
