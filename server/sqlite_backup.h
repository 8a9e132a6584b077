// Copies of the SQLite journal: made while it is in use, a little in each turn, and put back into an empty directory.
// A copy is a database of its own, whole or not there at all; it holds meetings as they were, so it must be thrown away
// in time too (deploy/README.md).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "server/sqlite_journal.h"
#include "shared/base/result.h"

namespace samsyn {

// What a file is called until it is whole and on disk.
[[nodiscard]] std::filesystem::path PartOf(const std::filesystem::path& file);

// What updates are stored while it is made is in the copy, too.
class SqliteBackup {
 public:
  // `file` must not exist; until everything is on disk there is only PartOf(file). The journal outlives this.
  [[nodiscard]] static Result<std::unique_ptr<SqliteBackup>> Start(SqliteJournal& journal,
                                                                   const std::filesystem::path& file);
  ~SqliteBackup();
  SqliteBackup(const SqliteBackup&) = delete;
  SqliteBackup& operator=(const SqliteBackup&) = delete;

  enum class Progress { kMore, kDone };
  // After kDone or an error there is nothing more to do; an error leaves no file.
  [[nodiscard]] Result<Progress> Continue();

 private:
  struct Copying;
  explicit SqliteBackup(std::unique_ptr<Copying> copying);
  std::unique_ptr<Copying> copying_;
};

struct BackupContents {
  std::int64_t meetings = 0;
  std::int64_t updates = 0;
};

// Opens a copy for reading alone. kMalformed when it is damaged or no journal, kUnsupported when it was written by a
// newer version or by one from before encryption.
[[nodiscard]] Result<BackupContents> ReadBackup(const std::filesystem::path& file);

// Puts a copy into a directory without a journal, which is made when it is missing, and brings it up to date. kConflict
// when there is a journal already: it is never overwritten.
[[nodiscard]] Result<BackupContents> RestoreBackup(const std::filesystem::path& file,
                                                   const std::filesystem::path& directory);

// Whole and on disk, or not at all.
[[nodiscard]] Status CopyFileDurably(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace samsyn
