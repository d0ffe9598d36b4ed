/// The few facts that are taken from an XMP packet (ISO 16684-1), embedded or in a sidecar file.
///
/// No XML parser is at hand, and files in the wild are often cut or wrongly closed: elements are searched for by name,
/// whatever stands around them.
enum XMPPacket {
    /// Finds the packet in a file's bytes and reads it; nothing when there is none.
    static func words(in bytes: [UInt8]) -> ItemWords {
        guard let start = find("<x:xmpmeta", in: bytes, from: 0) ?? find("<rdf:RDF", in: bytes, from: 0) else {
            return ItemWords()
        }
        let end = find("</rdf:RDF>", in: bytes, from: start) ?? min(bytes.count, start + Sidecar.limit)
        return words(in: String(decoding: bytes[start..<end], as: UTF8.self))
    }

    /// Reads a packet's text.
    static func words(in packet: String) -> ItemWords {
        var words = ItemWords()
        if let title = values("dc:title", in: packet).first { Field.title.set(title, in: &words) }
        if let text = values("dc:description", in: packet).first { Field.description.set(text, in: &words) }
        words.add(ItemWords(tags: ItemText.phrases(values("dc:subject", in: packet))))
        let makers = values("dc:creator", in: packet)
        if !makers.isEmpty { Field.author.set(makers.joined(separator: ", "), in: &words) }
        for name in ["xmpRights:UsageTerms", "cc:license", "dc:rights"] where words.licence.isEmpty {
            if let rights = values(name, in: packet).first { Field.licence.set(rights, in: &words) }
        }
        return words
    }

    /// The texts of an element: its list items, its own text, or the attribute of that name.
    private static func values(_ name: String, in packet: String) -> [String] {
        guard let open = packet.firstRange(of: "<\(name)") else { return attribute(name, in: packet) }
        let rest = packet[open.upperBound...]
        guard let begin = rest.firstIndex(of: ">") else { return [] }
        // <dc:title/> has no content.
        if rest[..<begin].hasSuffix("/") { return attribute("rdf:resource", in: String(rest[..<begin])) }
        let body = rest[rest.index(after: begin)...]
        let content = body[..<(body.firstRange(of: "</\(name)>")?.lowerBound ?? body.endIndex)]
        guard content.contains("<rdf:li") else { return [plain(content)].filter { !$0.isEmpty } }
        var items: [String] = []
        var remaining = content
        while let item = remaining.firstRange(of: "<rdf:li"), items.count < 100 {
            let after = remaining[item.upperBound...]
            guard let start = after.firstIndex(of: ">") else { break }
            let text = after[after.index(after: start)...]
            remaining = text
            if after[..<start].hasSuffix("/") { continue }
            let end = text.firstRange(of: "</rdf:li>")?.lowerBound ?? text.endIndex
            items.append(plain(text[..<end]))
            remaining = text[end...]
        }
        return items.filter { !$0.isEmpty }
    }

    private static func attribute(_ name: String, in text: String) -> [String] {
        guard let found = text.firstRange(of: "\(name)=\"") else { return [] }
        let rest = text[found.upperBound...]
        guard let end = rest.firstIndex(of: "\"") else { return [] }
        return [plain(rest[..<end])].filter { !$0.isEmpty }
    }

    /// Text without tags, entities resolved.
    private static func plain(_ text: Substring) -> String {
        var out = ""
        var inTag = false
        for character in text.prefix(Sidecar.longestText * 2) {
            if character == "<" { inTag = true }
            if !inTag { out.append(character) }
            if character == ">" { inTag = false }
        }
        for (entity, character) in [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#xA;", " "), ("&amp;", "&"),
        ] {
            out.replace(entity, with: character)
        }
        return Sidecar.tidy(out)
    }

    private static func find(_ needle: String, in bytes: [UInt8], from start: Int) -> Int? {
        let needle = Array(needle.utf8)
        guard bytes.count >= needle.count, start <= bytes.count - needle.count else { return nil }
        return (start...bytes.count - needle.count).first { index in
            bytes[index] == needle[0] && bytes[index..<index + needle.count].elementsEqual(needle)
        }
    }
}
