internal import Films
internal import FoundationEssentials

/// What of a film is kept as JSON: all that nobody chooses, counts or sorts by.
struct FilmState: Codable {
    private var stage: FilmStage?
    private var title: String?
    private var progress: ProgressReport
    private var fault: FilmFault?
    private var figures: FilmFigures?
    private var estimate: FilmEstimate?
    private var finishedRevision: Int?
    private var failures: Int
    private var losses: Int
    private var worked: Int64

    /// Takes it from a film.
    init(_ entry: FilmEntry) {
        stage = entry.record.stage
        title = entry.record.title
        progress = entry.record.progress
        fault = entry.record.fault
        figures = entry.record.figures
        estimate = entry.record.estimate
        finishedRevision = entry.record.finishedRevision
        failures = entry.standing.failures
        losses = entry.standing.losses
        worked = entry.standing.worked
    }

    /// Gives it back.
    func fill(_ entry: inout FilmEntry) {
        entry.record.stage = stage
        entry.record.title = title
        entry.record.progress = progress
        entry.record.fault = fault
        entry.record.figures = figures
        entry.record.estimate = estimate
        entry.record.finishedRevision = finishedRevision
        entry.standing.failures = failures
        entry.standing.losses = losses
        entry.standing.worked = worked
    }
}

/// JSON as it is stored.
enum StoredJSON {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        do { return try decoder.decode(type, from: Data(text.utf8)) } catch {
            throw FilmStoreError.damaged(
                "The database holds a film that cannot be read. Put a copy that `vitascope backup` made in its place.")
        }
    }
}
