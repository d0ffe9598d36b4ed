/// A number of decimal fractions ("2005333" with 6 places is "2.005333"), without the locale or rounding of a formatter.
///
/// - Parameters:
///   - value: 0 or more.
///   - places: Digits after the point, at least 1.
/// - Returns: The number as text.
func decimal(_ value: Int, places: Int) -> String {
    var digits = String(value)
    if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
    let point = digits.index(digits.endIndex, offsetBy: -places)
    return digits[..<point] + "." + digits[point...]
}

/// A number with leading zeros up to a width.
func padded(_ value: Int, width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
