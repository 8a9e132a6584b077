// Opening the SQLite journal where a test expects that it can be opened.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <utility>

#include "server/sqlite_journal.h"

namespace samsyn {

inline std::unique_ptr<SqliteJournal> MustOpen(const std::filesystem::path& directory) {
  Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory);
  if (!journal) FAIL(journal.GetError().message);
  return std::move(journal.Value());
}

}  // namespace samsyn
