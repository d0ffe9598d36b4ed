import API
import Testing

@Suite struct LogTimeTests {
    /// What `date -u -d @… +%FT%T.%3NZ` prints.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (951_825_599_999, "2000-02-29T11:59:59.999Z"),
        (1_767_225_599_001, "2025-12-31T23:59:59.001Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func timesAreWrittenAsTheSystemWritesThem(_ milliseconds: Int64, _ text: String) {
        #expect(LogTime.text(milliseconds) == text)
    }
}
