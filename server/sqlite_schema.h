// The database behind the SQLite journal: opening it, its schema and its version.
#pragma once

#include <filesystem>
#include <memory>

#include "shared/base/result.h"

namespace SQLite {
class Database;
}

namespace samsyn {

// A database ready for use: durable, held exclusively, checked, with the tables of this version. Errors as in
// SqliteJournal::Open.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> OpenJournalDatabase(const std::filesystem::path& directory);

inline constexpr const char* kJournalFile = "samsyn.db";

// Whether this version can read what is there: kMalformed when it is another program's, kUnsupported when it was
// written by a newer version, or before encryption.
[[nodiscard]] Status CheckJournalVersion(SQLite::Database& database);

}  // namespace samsyn
