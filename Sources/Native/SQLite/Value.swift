/// What a parameter is bound to or a column holds.
package enum Value: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension Value: ExpressibleByNilLiteral {
    /// The SQL null.
    package init(nilLiteral: ()) { self = .null }
}

extension Value: ExpressibleByStringLiteral {
    /// A text value.
    package init(stringLiteral value: String) { self = .text(value) }
}

extension Value: ExpressibleByIntegerLiteral {
    /// An integer value.
    package init(integerLiteral value: Int64) { self = .integer(value) }
}

extension Value {
    /// An integer value.
    package static func integer(_ value: Int) -> Value { .integer(Int64(value)) }
    /// Text, or null for `nil`.
    package static func text(optional value: String?) -> Value { value.map { .text($0) } ?? .null }
    /// A real, or null for `nil`.
    package static func real(optional value: Double?) -> Value { value.map { .real($0) } ?? .null }
}
