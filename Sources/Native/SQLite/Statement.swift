internal import CSQLite

/// A prepared statement that may be run many times; finalised with its last reference.
///
/// It belongs to its connection's thread and must not be used after the connection is gone.
package final class Statement {
    private let handle: OpaquePointer
    /// The connection keeps statements, so they must not keep it; while one runs, somebody holds the connection.
    private unowned let connection: Connection
    private(set) var isRunning = false

    /// Compiles SQL that is part of the program: a literal can hold no user text.
    init(_ sql: StaticString, on connection: Connection) throws(SQLiteError) {
        var handle: OpaquePointer?
        let code = sql.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_prepare_v3(
                    connection.handle, $0.baseAddress, Int32($0.count), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
            }
        }
        guard code == SQLITE_OK, let handle else { throw SQLiteError(code: connection.extendedCode(code)) }
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs to the end, dropping any rows.
    package func run(_ values: [Value] = []) throws(SQLiteError) {
        defer { rest() }
        try bind(values)
        while try step() {}
    }

    /// Runs to the end, turning each row into a value.
    package func rows<T>(_ values: [Value] = [], _ read: (Row) throws(SQLiteError) -> T) throws(SQLiteError) -> [T] {
        defer { rest() }
        try bind(values)
        var all: [T] = []
        while try step() { all.append(try read(Row(handle: handle))) }
        return all
    }

    private func rest() {
        sqlite3_reset(handle)
        isRunning = false
    }

    private func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw SQLiteError(code: connection.extendedCode(code))
        }
    }

    private func bind(_ values: [Value]) throws(SQLiteError) {
        precondition(
            values.count == Int(sqlite3_bind_parameter_count(handle)), "a statement's parameters must all be bound")
        isRunning = true
        sqlite3_reset(handle)
        for (offset, value) in values.enumerated() {
            let index = Int32(offset + 1)
            let code: Int32 =
                switch value {
                case .null: sqlite3_bind_null(handle, index)
                case .integer(let number): sqlite3_bind_int64(handle, index, number)
                case .real(let number): sqlite3_bind_double(handle, index, number)
                case .text(let text):
                    sqlite3_bind_text64(handle, index, text, UInt64(text.utf8.count), transient, UInt8(SQLITE_UTF8))
                case .blob(let bytes):
                    // A null pointer would bind NULL: an empty blob is a blob of no bytes.
                    bytes.isEmpty
                        ? sqlite3_bind_zeroblob(handle, index, 0)
                        : sqlite3_bind_blob64(handle, index, bytes, UInt64(bytes.count), transient)
                }
            guard code == SQLITE_OK else { throw SQLiteError(code: code) }
        }
    }

    /// `SQLITE_TRANSIENT`, a cast that the importer cannot see: SQLite copies what is bound before the call returns.
    private var transient: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}

/// The current row of a running statement; valid only inside the closure it is given to.
package struct Row {
    let handle: OpaquePointer

    /// The column as an integer; 0 for null.
    package func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }

    /// The column as a real; 0 for null.
    package func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

    /// The column as text; empty for null, with bytes that are not UTF-8 replaced.
    package func text(_ column: Int) -> String {
        guard let bytes = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// True when the column is null.
    package func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }

    /// Lends the column's bytes, empty for null, without a copy.
    package func withBlob<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        let bytes = sqlite3_column_blob(handle, Int32(column))
        return body(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(handle, Int32(column)))))
    }
}
