/// Dates as HTTP writes them (RFC 9110 §5.6.7).
package enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A time as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - Parameter seconds: Since 1970, UTC.
    /// - Returns: Always 29 letters, in the years 0 to 9999.
    package static func text(_ seconds: Int) -> String {
        let day = floorDivide(seconds, 86_400)
        let second = seconds - day * 86_400
        let (year, month, date) = civil(day)
        let weekday = days[((day + 4) % 7 + 7) % 7]
        let clock = "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
        return "\(weekday), \(two(date)) \(months[month - 1]) \(year) \(clock) GMT"
    }

    /// The time of a date in any of the three forms that a recipient must accept: today's, RFC 850's and asctime's.
    ///
    /// - Returns: Seconds since 1970; `nil` for anything else.
    static func seconds(_ text: String) -> Int? {
        let parts = text.split { " ,:-".contains($0) }
        guard let first = parts.first, days.contains(String(first.prefix(3))) else { return nil }
        let numbers: [Substring]
        if parts.count == 8, parts[7] == "GMT" {
            numbers = [parts[3], parts[2], parts[1], parts[4], parts[5], parts[6]]
        } else if parts.count == 7 {
            numbers = [parts[6], parts[1], parts[2], parts[3], parts[4], parts[5]]
        } else {
            return nil
        }
        guard var year = Int(numbers[0]), let month = months.firstIndex(of: String(numbers[1])),
            let date = Int(numbers[2]), let hour = Int(numbers[3]), let minute = Int(numbers[4]),
            let second = Int(numbers[5]), (0...9999).contains(year), (1...31).contains(date),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        // Two digits are the century's nearest; no file here is older than 1970.
        if numbers[0].count == 2 { year += year < 70 ? 2000 : 1900 }
        return ((dayNumber(year, month + 1, date) * 24 + hour) * 60 + minute) * 60 + second
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func floorDivide(_ number: Int, _ divisor: Int) -> Int {
        number >= 0 ? number / divisor : (number - divisor + 1) / divisor
    }

    /// The proleptic Gregorian date of a day counted from 1970-01-01, by counting eras of 400 years from a first of
    /// March, as in Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    private static func civil(_ day: Int) -> (year: Int, month: Int, date: Int) {
        let shifted = day + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    /// The inverse of ``civil(_:)``.
    private static func dayNumber(_ year: Int, _ month: Int, _ date: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
