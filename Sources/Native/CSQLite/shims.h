// SQLite's header, and as functions what Swift cannot see: variadic calls.
#ifndef CSQLITE_SHIMS_H
#define CSQLITE_SHIMS_H
#include <sqlite3.h>

// sqlite3_db_config is variadic: this is its (int, int *) form.
static inline int csqlite_configure(sqlite3 *database, int option, int value, int *result) {
    return sqlite3_db_config(database, option, value, result);
}

// PRAGMA user_version takes a literal, not a parameter.
static inline int csqlite_set_user_version(sqlite3 *database, int version) {
    char sql[48];
    sqlite3_snprintf((int)sizeof sql, sql, "PRAGMA user_version = %d", version);
    return sqlite3_exec(database, sql, 0, 0, 0);
}

#endif
