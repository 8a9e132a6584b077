// Deleting a meeting from the SQLite journal so that its bytes are gone from the files too.
//
// secure_delete overwrites rows and pages as they are freed. It does not reach what SQLite left behind earlier, when it
// moved rows from one page to another: those bytes go when VACUUM writes the whole database anew. The write-ahead log
// is emptied last. A tombstone says whether that is done, so that a relay that was stopped in between does the rest at
// its next start.
#include "server/sqlite_database.h"
#include "shared/crypto/token.h"

namespace samsyn {
namespace {

// Without an index from participants to updates SQLite would read all updates of all meetings to check each deletion.
class WithoutForeignKeys {
 public:
  explicit WithoutForeignKeys(SQLite::Database& sqlite) : sqlite_(sqlite) { sqlite_.exec("PRAGMA foreign_keys = OFF"); }
  ~WithoutForeignKeys() { sqlite_.tryExec("PRAGMA foreign_keys = ON"); }
  WithoutForeignKeys(const WithoutForeignKeys&) = delete;
  WithoutForeignKeys& operator=(const WithoutForeignKeys&) = delete;

 private:
  SQLite::Database& sqlite_;
};

constexpr const char* kDeletions[] = {
    // First, so that the log may follow.
    "DELETE FROM meetings WHERE meeting = ?",
    "DELETE FROM log WHERE meeting = ?",
    "DELETE FROM keys WHERE participant IN (SELECT participant FROM participants WHERE meeting = ?)",
    "DELETE FROM replaced_links WHERE meeting = ?",
    "DELETE FROM updates WHERE meeting = ?",
    "DELETE FROM participants WHERE meeting = ?",
};

}  // namespace

bool SqliteJournal::Database::WasPurged(std::string_view meeting) {
  SQLite::Statement row(*sqlite, "SELECT 1 FROM purged WHERE meeting_hash = ?");
  const TokenHash hash = HashToken(meeting);
  row.bind(1, hash.data(), static_cast<int>(hash.size()));
  return row.executeStep();
}

void SqliteJournal::Database::WipePurged() {
  {
    SQLite::Statement waiting(*sqlite, "SELECT 1 FROM purged WHERE wiped = 0");
    if (!waiting.executeStep()) return;
  }
  const auto empty_log = [this] {
    SQLite::Statement checkpoint(*sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
    if (!checkpoint.executeStep() || checkpoint.getColumn(0).getInt() != 0) {
      throw SQLite::Exception("the write-ahead log could not be emptied");
    }
  };
  sqlite->exec("VACUUM");
  empty_log();
  sqlite->exec("UPDATE purged SET wiped = 1");
}

Status SqliteJournal::Purge(std::string_view meeting, std::int64_t at) {
  try {
    SQLite::Database& sqlite = *database_->sqlite;
    const WithoutForeignKeys without_foreign_keys(sqlite);
    SQLite::Transaction transaction(sqlite, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement find(sqlite, "SELECT meeting FROM meetings WHERE id = ?");
    find.bind(1, std::string(meeting));
    if (!find.executeStep()) return Error{ErrorCode::kNotFound, "no such meeting"};
    const std::int64_t key = find.getColumn(0).getInt64();
    find.reset();
    for (const char* sql : kDeletions) {
      SQLite::Statement deletion(sqlite, sql);
      deletion.bind(1, key);
      deletion.exec();
    }
    SQLite::Statement tombstone(sqlite, "INSERT INTO purged (meeting_hash, at, wiped) VALUES (?, ?, 0)");
    const TokenHash hash = HashToken(meeting);
    tombstone.bind(1, hash.data(), static_cast<int>(hash.size()));
    tombstone.bind(2, at);
    tombstone.exec();
    transaction.commit();
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the meeting could not be deleted", exception);
  }
  if (const auto state = database_->meetings.find(meeting); state != database_->meetings.end()) {
    database_->meetings.erase(state);
  }
  // The meeting is gone for everybody. When the disk is too full for the rest, DuePurges tries again and says so.
  static_cast<void>(WipePurged());
  return OkStatus();
}

Status SqliteJournal::WipePurged() {
  try {
    database_->WipePurged();
    return OkStatus();
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the files could not be cleaned of deleted meetings", exception);
  }
}

Result<bool> SqliteJournal::WasPurged(std::string_view meeting) {
  try {
    return database_->WasPurged(meeting);
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the deleted meetings could not be read", exception);
  }
}

Result<std::vector<std::string>> SqliteJournal::DuePurges(std::int64_t now) {
  try {
    SQLite::Statement rows(*database_->sqlite, "SELECT id FROM meetings WHERE purge_at != 0 AND purge_at <= ?");
    rows.bind(1, now);
    std::vector<std::string> due;
    while (rows.executeStep()) due.push_back(rows.getColumn(0).getString());
    rows.reset();
    const Status wiped = WipePurged();
    if (!wiped && due.empty()) return wiped.GetError();
    return due;
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the meetings to delete could not be read", exception);
  }
}

}  // namespace samsyn
