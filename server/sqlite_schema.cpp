#include "server/sqlite_schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <system_error>

namespace samsyn {
namespace {

constexpr int kSchemaVersion = 4;
constexpr std::int64_t kApplicationId = 0x53616D73;  // "Sams"

constexpr const char* kSchema = R"sql(
CREATE TABLE meetings (
  meeting         INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  created         INTEGER NOT NULL,
  consent         INTEGER NOT NULL,
  consent_until   INTEGER NOT NULL,
  consent_changed INTEGER NOT NULL,
  helper          TEXT NOT NULL,
  secretary       TEXT NOT NULL,
  purge_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX meetings_by_purge ON meetings (purge_at) WHERE purge_at != 0;

CREATE TABLE participants (
  participant INTEGER PRIMARY KEY,
  meeting     INTEGER NOT NULL REFERENCES meetings,
  id          TEXT NOT NULL,
  role        TEXT NOT NULL,
  revoked     INTEGER NOT NULL,
  in_aside    INTEGER NOT NULL,
  only_item   INTEGER,
  expires_at  INTEGER NOT NULL,
  token_hash  BLOB NOT NULL,
  UNIQUE (meeting, id)
) STRICT;

CREATE TABLE replaced_links (
  meeting     INTEGER NOT NULL REFERENCES meetings,
  token_hash  BLOB NOT NULL,
  participant INTEGER NOT NULL REFERENCES participants,
  PRIMARY KEY (meeting, token_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE keys (
  participant INTEGER NOT NULL REFERENCES participants,
  document    INTEGER NOT NULL,
  number      INTEGER NOT NULL,
  wrapped     BLOB NOT NULL,
  PRIMARY KEY (participant, document, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
  meeting  INTEGER NOT NULL REFERENCES meetings,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  subject  TEXT NOT NULL,
  detail   TEXT NOT NULL,
  PRIMARY KEY (meeting, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TRIGGER log_goes_with_its_meeting BEFORE DELETE ON log
WHEN EXISTS (SELECT 1 FROM meetings WHERE meeting = OLD.meeting)
BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

CREATE TABLE purged (
  meeting_hash BLOB PRIMARY KEY,
  at           INTEGER NOT NULL,
  wiped        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE updates (
  meeting     INTEGER NOT NULL REFERENCES meetings,
  document    INTEGER NOT NULL,
  sequence    INTEGER NOT NULL,
  participant INTEGER NOT NULL REFERENCES participants,
  replica     INTEGER NOT NULL,
  counter     INTEGER NOT NULL,
  checksum    INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  payload     BLOB NOT NULL,
  PRIMARY KEY (meeting, document, sequence)
) STRICT, WITHOUT ROWID;
)sql";

// Version 2 did not say when an update was stored: those updates have the time 0.
constexpr std::int64_t kWithoutTimes = 2;
constexpr const char* kAddTimes = "ALTER TABLE updates ADD COLUMN at INTEGER NOT NULL DEFAULT 0";
// Until version 3 there was an index of replicas.
constexpr const char* kDropReplicas = "DROP INDEX updates_by_replica";

std::int64_t PragmaNumber(SQLite::Database& database, const std::string& pragma) {
  SQLite::Statement statement(database, "PRAGMA " + pragma);
  return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

std::string PragmaText(SQLite::Database& database, const std::string& pragma) {
  SQLite::Statement statement(database, "PRAGMA " + pragma);
  return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
}

Status Prepare(SQLite::Database& database) {
  // Before anything else, so that the first access takes the lock and keeps it.
  database.exec("PRAGMA locking_mode = EXCLUSIVE");
  if (PragmaText(database, "journal_mode = WAL") != "wal") {
    return Error{ErrorCode::kUnavailable, "the write-ahead log cannot be used in this directory"};
  }
  database.exec("PRAGMA synchronous = FULL");
  // Four times SQLite's own: pages that are written again and again move into the database once for all of it, and it
  // takes a fourth as often that everybody waits for that. The log then has some 16 MB.
  database.exec("PRAGMA wal_autocheckpoint = 4000");
  database.exec("PRAGMA foreign_keys = ON");
  // Deleted text must not stay readable in free pages.
  database.exec("PRAGMA secure_delete = ON");
  // Takes the write lock now: a second relay must fail at its start and not at its first update.
  database.exec("BEGIN IMMEDIATE");
  database.exec("COMMIT");

  const std::string check = PragmaText(database, "quick_check(1)");
  if (check != "ok") return Error{ErrorCode::kMalformed, "the database is damaged: " + check};

  const std::int64_t application = PragmaNumber(database, "application_id");
  const std::int64_t version = PragmaNumber(database, "user_version");
  if (application == 0 && version == 0 && !database.tableExists("updates")) {
    SQLite::Transaction transaction(database);
    database.exec(kSchema);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
    transaction.commit();
    return OkStatus();
  }
  if (const Status known = CheckJournalVersion(database); !known) return known;
  if (version < kSchemaVersion) {
    SQLite::Transaction transaction(database);
    if (version == kWithoutTimes) database.exec(kAddTimes);
    database.exec(kDropReplicas);
    database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
    transaction.commit();
  }
  return OkStatus();
}

Error Explain(const SQLite::Exception& exception) {
  const std::string what = exception.what();
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kUnavailable, "another program uses the database (is a second relay running?)"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::kMalformed, "the database is damaged or not a database: " + what};
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return {ErrorCode::kUnavailable, "the database cannot be opened for writing: " + what};
    default:
      return {ErrorCode::kUnavailable, "the database cannot be used: " + what};
  }
}

}  // namespace

Status CheckJournalVersion(SQLite::Database& database) {
  if (PragmaNumber(database, "application_id") != kApplicationId) {
    return Error{ErrorCode::kMalformed, "the database belongs to another program"};
  }
  const std::int64_t version = PragmaNumber(database, "user_version");
  if (version > kSchemaVersion) {
    return Error{ErrorCode::kUnsupported, "the database was written by a newer version of Samsyn"};
  }
  if (version < kWithoutTimes) {
    return Error{
        ErrorCode::kUnsupported,
        "the database was written by Samsyn before meetings were encrypted; start with another --data directory"};
  }
  return OkStatus();
}

Result<std::unique_ptr<SQLite::Database>> OpenJournalDatabase(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / kJournalFile;
  const auto in_this_file = [&](Error error) {
    error.message = file.string() + ": " + error.message;
    return error;
  };

  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure) return in_this_file({ErrorCode::kUnavailable, "the directory cannot be made: " + failure.message()});

  try {
    auto database = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    if (const Status prepared = Prepare(*database); !prepared) return in_this_file(prepared.GetError());
    return database;
  } catch (const SQLite::Exception& exception) {
    return in_this_file(Explain(exception));
  }
}

}  // namespace samsyn
