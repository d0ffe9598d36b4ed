import Film

/// The few names under which short job interfaces ask for what `/v1/videos` asks for.
enum AliasFields {
    /// Renames fields; all others of `/v1/videos` may be given as they are.
    ///
    /// - `duration_target` is the length in seconds, `text` and `topic` are the prompt.
    /// - `style` is a caption style, a mood of music or a shape where it names one; any other is kept as a label, since
    ///   pictures follow the words.
    ///
    /// - Throws: An ``APIError`` when a name and the one it stands for are both there.
    static func translated(_ fields: Fields, moods: [String]) throws(APIError) -> Fields {
        var values = fields.values
        for (alias, name) in [("duration_target", "length"), ("text", "prompt"), ("topic", "prompt")] {
            guard let value = values.removeValue(forKey: alias) else { continue }
            guard values[name] == nil else {
                throw APIError(.invalidValue, "\(alias) and \(name) were both given; give one of them.", param: alias)
            }
            values[name] = value
        }
        if let style = try fields.text("style", limit: 200) { apply(style, moods, to: &values) }
        values["style"] = nil
        return fields.with(values)
    }

    private static func apply(_ style: String, _ moods: [String], to values: inout [String: JSONValue]) {
        let word = style.lowercased()
        func set(_ name: String) { if values[name] == nil { values[name] = .text(word) } }
        if CaptionStyle(rawValue: word) != nil, word != "none" {
            set("captions")
        } else if moods.contains(word) {
            set("music")
        } else if Shape(rawValue: word) != nil {
            if values["size"] == nil { set("shape") }
        } else if !word.isEmpty {
            var labels: [String: JSONValue] = [:]
            if case .object(let given)? = values["labels"] { labels = given }
            if labels["style"] == nil { labels["style"] = .text(style) }
            // Labels of another kind are left for the reader of labels to refuse.
            if values["labels"] == nil || !labels.isEmpty { values["labels"] = .object(labels) }
        }
    }
}

extension Call {
    /// Reads a request under its short names.
    ///
    /// - Returns: The request, checked, and the bytes that stand for it.
    func aliasBody() async throws -> CreationBody {
        try query().only([])
        let body = try await CreationBody.read(self)
        do {
            return CreationBody(
                fields: try AliasFields.translated(body.fields, moods: services.moods), canonical: body.canonical,
                files: body.files)
        } catch {
            await body.abandon()
            throw error
        }
    }
}
