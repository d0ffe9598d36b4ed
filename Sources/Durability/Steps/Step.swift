/// Names a step within one film: its kind and what it works on, as in `picture/s-3f9a`.
package struct StepID: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The kind of work.
    package let kind: StepKind
    /// What it is done to: a sentence's or a scene's id, or the film's own name.
    package let subject: String

    /// Names a step.
    package init(_ kind: StepKind, _ subject: String) {
        self.kind = kind
        self.subject = subject
    }

    /// `kind/subject`.
    package var description: String { "\(kind.rawValue)/\(subject)" }
}

/// The kinds of work that make a film.
package enum StepKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Text to samples and times, one sentence.
    case speak
    /// One scene's frames to a closed-GOP bitstream.
    case picture
}

/// One piece of work: what it needs first, and how urgent it is.
package struct Step: Sendable, Hashable, Codable {
    /// The step's name, unique in its graph.
    package let id: StepID
    /// Steps whose results it reads.
    package let needs: [StepID]
    /// Lower is sooner: its place in the film, so that what is watched first is made first.
    package let order: Int
    /// How often it may be tried before it counts as failed, at least 1.
    package let attempts: Int

    /// Makes a step.
    package init(id: StepID, needs: [StepID] = [], order: Int, attempts: Int = 2) {
        precondition(attempts >= 1, "a step must be tried at least once")
        self.id = id
        self.needs = needs
        self.order = order
        self.attempts = attempts
    }
}
