// The journal of a single machine: one SQLite database, samsyn.db, in a directory of its own. Write-ahead log,
// synchronous=FULL: a commit has reached the disk before it returns. The database is held exclusively, so two relays
// cannot share a directory. The schema is in README.md.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/journal.h"

struct sqlite3;  // SQLite's connection

namespace samsyn {

class SqliteJournal final : public Journal {
 public:
  // Makes the directory and the database when they are missing, and checks what is there. Errors: kUnavailable when the
  // directory cannot be written or is in use, kMalformed when the database is damaged or something else, kUnsupported
  // when a newer version of Samsyn wrote it, or one from before encryption.
  [[nodiscard]] static Result<std::unique_ptr<SqliteJournal>> Open(const std::filesystem::path& directory);

  ~SqliteJournal() override;
  SqliteJournal(const SqliteJournal&) = delete;
  SqliteJournal& operator=(const SqliteJournal&) = delete;

  [[nodiscard]] Status CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) override;
  [[nodiscard]] Result<StoredMeeting> FindMeeting(std::string_view meeting) override;
  [[nodiscard]] Status SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                  std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                  std::span<const LogEntry> entries) override;
  [[nodiscard]] Status AppendLog(std::span<const JournalLogEntry> entries) override;
  [[nodiscard]] Result<std::vector<LogEntry>> ReadLog(std::string_view meeting, std::uint64_t after,
                                                      std::size_t limit) override;
  [[nodiscard]] Status Purge(std::string_view meeting, std::int64_t at) override;
  [[nodiscard]] Result<bool> WasPurged(std::string_view meeting) override;
  [[nodiscard]] Result<std::vector<std::string>> DuePurges(std::int64_t now) override;
  [[nodiscard]] Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries) override;
  [[nodiscard]] Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                       std::uint64_t after_sequence, ReadLimits limits) override;

  // For copies of it (sqlite_backup.h); lives as long as the journal.
  [[nodiscard]] sqlite3* Handle();

 private:
  struct Database;
  explicit SqliteJournal(std::unique_ptr<Database> database);
  [[nodiscard]] Status WipePurged();

  std::unique_ptr<Database> database_;
};

}  // namespace samsyn
