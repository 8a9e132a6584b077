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

}  // namespace samsyn
