package import Film

/// Reads storyboards that clients send, and tells what is wrong with them as an API error.
package enum StoryboardCheck {
    /// Reads a storyboard.
    ///
    /// - Throws: An ``APIError`` that names the place in the document.
    package static func read(_ bytes: [UInt8]) throws(APIError) -> Storyboard {
        do throws(FilmError) {
            return try StoryboardFile.decode(bytes)
        } catch {
            throw APIError(.invalidStoryboard, error.description, param: "storyboard")
        }
    }

    /// A storyboard as it is stored.
    package static func text(of storyboard: Storyboard) throws(APIError) -> [UInt8] {
        do throws(FilmError) {
            return try StoryboardFile.encode(storyboard)
        } catch {
            throw APIError(.internalError, "The storyboard cannot be written.")
        }
    }
}
