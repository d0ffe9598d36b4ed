internal import ArgumentParser
internal import Curl
internal import Film

/// Which service a client command talks to.
///
/// The key comes from the environment alone: a command line can be read by everybody on the machine.
struct ServerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The service (default http://127.0.0.1:8080; VITASCOPE_SERVER). Its key is VITASCOPE_API_KEY.",
            valueName: "URL"))
    var server: String?

    /// The service, not asked yet.
    ///
    /// - Throws: A `FilmError` when the address is none.
    func client() throws(FilmError) -> ServiceClient {
        let text = Setting.value(server, "VITASCOPE_SERVER") ?? "http://127.0.0.1:8080"
        let address: HTTPAddress
        do throws(AddressRefusal) { address = try HTTPAddress(text) } catch {
            throw FilmError(
                .usage, "The server address \(BriefReader.quoted(text)) is not an http or https address.",
                remedy: "Use one as --server http://127.0.0.1:8080.")
        }
        guard !address.hasCredentials else {
            throw FilmError(
                .usage, "The server address carries a user name or password.",
                remedy: "Put the service's key into the variable VITASCOPE_API_KEY.")
        }
        return ServiceClient(address, key: Setting.value(nil, "VITASCOPE_API_KEY"))
    }
}
