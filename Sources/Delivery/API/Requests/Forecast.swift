import Film
import Films

/// What a film will take, and which line it waits in.
enum Forecast {
    /// Seconds up to which a film counts as short.
    static let shortLimit = 90.0

    /// Puts the estimate and the lane into a record that is about to be accepted.
    static func apply(to record: inout FilmRecord, _ services: Services) async throws {
        let seconds = seconds(of: record.request)
        record.lane = seconds <= shortLimit ? .short : .long
        record.estimate = try await estimate(record.request, seconds: seconds, services)
    }

    /// The expected length in seconds.
    static func seconds(of request: FilmRequest) -> Double {
        if request.brief.length == nil, let text = request.storyboard,
            let storyboard = try? StoryboardFile.decode(Array(text.utf8))
        {
            return storyboard.expectedSeconds
        }
        return request.expectedSeconds
    }

    /// What it will take.
    static func estimate(
        _ request: FilmRequest, seconds: Double, _ services: Services
    ) async throws -> FilmEstimate {
        let estimator = try await services.films.estimator()
        let size = request.brief.size
        let frames = seconds * request.brief.frameRate.framesPerSecond
        return estimator.estimate(
            seconds: seconds, pixels: frames * Double(size.width * size.height),
            quality: request.brief.quality.rawValue)
    }
}

extension Storyboard {
    /// The length that the words and the silences will take, in seconds.
    var expectedSeconds: Double {
        scenes.reduce(0) { total, scene in
            let spoken = Double(scene.narration.utf8.count) / 15 / (scene.voice ?? voice ?? VoiceChoice(id: "")).speed
            return total + max(spoken, Double(scene.minimumDuration) / 1000) + Double(scene.pauseAfter) / 1000
        }
    }
}
