/// Who made a picture, a voice or a track, and on what terms it is used.
package struct Credit: Sendable, Codable, Hashable {
    /// What is credited: "picture", "voice", "music", "font".
    package var role: String
    /// The work's name.
    package var title: String
    /// Who made it; empty when unknown.
    package var author: String
    /// SPDX identifier or a plain phrase ("CC0-1.0", "Apache-2.0", "unknown").
    package var licence: String
    /// Where it came from: a page, a package, or a file name.
    package var source: String

    /// Makes a credit.
    package init(role: String, title: String, author: String = "", licence: String, source: String) {
        self.role = role
        self.title = title
        self.author = author
        self.licence = licence
        self.source = source
    }
}
