import NIOCore

/// Writes measurements in Prometheus' text format, version 0.0.4
/// (<https://prometheus.io/docs/instrumenting/exposition_formats/>).
struct MetricsText {
    /// What a family of measurements is.
    enum Kind: String {
        case counter
        case gauge
        case histogram
    }

    /// The media type.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ByteBuffer()

    /// Begins a family.
    mutating func family(_ name: String, _ kind: Kind, _ help: String) {
        text.writeString("# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n")
    }

    /// Writes one measurement.
    mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text.writeString(name)
        if !labels.isEmpty {
            let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
            text.writeString("{\(pairs.joined(separator: ","))}")
        }
        text.writeString(" \(Self.number(value))\n")
    }

    /// Writes a family of one measurement.
    mutating func single(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
        family(name, kind, help)
        sample(name, [], value)
    }

    /// Writes a histogram's measurements.
    mutating func histogram(_ name: String, _ labels: [(String, String)], _ histogram: Histogram) {
        var sum = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            sum += count
            sample("\(name)_bucket", labels + [("le", Self.number(bound))], Double(sum))
        }
        sample("\(name)_bucket", labels + [("le", "+Inf")], Double(histogram.count))
        sample("\(name)_sum", labels, histogram.sum)
        sample("\(name)_count", labels, Double(histogram.count))
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}

/// How often values fell into which range.
struct Histogram: Sendable, Equatable {
    /// The ranges' upper ends, ascending.
    let bounds: [Double]
    /// Values in each range; what lies above the last bound is only in ``count``.
    private(set) var counts: [Int]
    /// Values in all.
    private(set) var count = 0
    /// Their sum.
    private(set) var sum = 0.0

    init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    /// Counts a value.
    mutating func note(_ value: Double) {
        count += 1
        sum += value
        if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
    }
}
