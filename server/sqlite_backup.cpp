#include "server/sqlite_backup.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <system_error>
#include <utility>

#include "server/sqlite_database.h"
#include "server/sqlite_schema.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;

// Of 4 KB each: about a millisecond, so that a copy delays nobody's commit.
constexpr int kPagesPerTurn = 64;

Error Failed(const fs::path& file, const std::string& why) {
  return {ErrorCode::kUnavailable, file.string() + " cannot be written: " + why};
}

Status SyncFile(const fs::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Failed(file, std::generic_category().message(errno));
  const int synced = fsync(descriptor);
  const int failure = errno;
  close(descriptor);
  return synced == 0 ? OkStatus() : Failed(file, std::generic_category().message(failure));
}

// Under its name, on disk, only when it is whole.
Status PutInPlace(const fs::path& part, const fs::path& file) {
  std::error_code failure;
  fs::permissions(part, fs::perms::owner_read | fs::perms::owner_write, failure);
  if (const Status synced = SyncFile(part); !synced) return synced;
  fs::rename(part, file, failure);
  if (failure) return Failed(file, failure.message());
  return SyncFile(file.has_parent_path() ? file.parent_path() : fs::path("."));
}

}  // namespace

fs::path PartOf(const fs::path& file) { return file.string() + ".part"; }

struct SqliteBackup::Copying {
  fs::path file;
  std::unique_ptr<SQLite::Database> copy;
  sqlite3_backup* backup = nullptr;

  ~Copying() {
    if (backup == nullptr) return;
    sqlite3_backup_finish(backup);
    GiveUp();
  }
  void GiveUp() {
    copy.reset();
    std::error_code ignored;
    fs::remove(PartOf(file), ignored);
    fs::remove(PartOf(file).string() + "-journal", ignored);
  }
};

SqliteBackup::SqliteBackup(std::unique_ptr<Copying> copying) : copying_(std::move(copying)) {}
SqliteBackup::~SqliteBackup() = default;

Result<std::unique_ptr<SqliteBackup>> SqliteBackup::Start(SqliteJournal& journal, const fs::path& file) {
  std::error_code failure;
  if (fs::exists(file, failure)) return Error{ErrorCode::kConflict, file.string() + " exists already"};
  fs::remove(PartOf(file), failure);
  auto copying = std::make_unique<Copying>();
  copying->file = file;
  try {
    copying->copy =
        std::make_unique<SQLite::Database>(PartOf(file).string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  } catch (const SQLite::Exception& exception) {
    return Failed(file, exception.what());
  }
  copying->backup = sqlite3_backup_init(copying->copy->getHandle(), "main", journal.Handle(), "main");
  if (copying->backup == nullptr) return Failed(file, sqlite3_errmsg(copying->copy->getHandle()));
  return std::unique_ptr<SqliteBackup>(new SqliteBackup(std::move(copying)));
}

Result<SqliteBackup::Progress> SqliteBackup::Continue() {
  const int status = sqlite3_backup_step(copying_->backup, kPagesPerTurn);
  if (status == SQLITE_OK || status == SQLITE_BUSY || status == SQLITE_LOCKED) return Progress::kMore;
  const int finished = sqlite3_backup_finish(std::exchange(copying_->backup, nullptr));
  copying_->copy.reset();
  Status done = OkStatus();
  if (status != SQLITE_DONE || finished != SQLITE_OK) {
    done = Failed(copying_->file, sqlite3_errstr(status == SQLITE_DONE ? finished : status));
  } else {
    done = PutInPlace(PartOf(copying_->file), copying_->file);
  }
  if (done) return Progress::kDone;
  copying_->GiveUp();
  return done.GetError();
}

Result<BackupContents> ReadBackup(const fs::path& file) {
  const auto in_this_file = [&](const std::string& what) {
    return Error{ErrorCode::kMalformed, file.string() + ": " + what};
  };
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) return Error{ErrorCode::kNotFound, file.string() + " is not there"};
  try {
    // Immutable: nobody else has a copy open, and no files are to appear beside it.
    std::string address = "file:";
    for (const char letter : fs::absolute(file).string()) {
      address += letter == '%' ? "%25" : letter == '?' ? "%3f" : letter == '#' ? "%23" : std::string(1, letter);
    }
    SQLite::Database database(address + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    if (const Status known = CheckJournalVersion(database); !known) {
      return Error{known.GetError().code, file.string() + ": " + known.GetError().message};
    }
    SQLite::Statement check(database, "PRAGMA integrity_check(1)");
    if (!check.executeStep() || check.getColumn(0).getString() != "ok") return in_this_file("the copy is damaged");
    SQLite::Statement count(database, "SELECT (SELECT COUNT(*) FROM meetings), (SELECT COUNT(*) FROM updates)");
    if (!count.executeStep()) return in_this_file("the copy is damaged");
    return BackupContents{count.getColumn(0).getInt64(), count.getColumn(1).getInt64()};
  } catch (const SQLite::Exception& exception) {
    return in_this_file(std::string("the copy is damaged or no copy: ") + exception.what());
  }
}

Status CopyFileDurably(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::copy_file(from, PartOf(to), fs::copy_options::overwrite_existing, failure);
  if (failure) return Failed(to, failure.message());
  Status done = PutInPlace(PartOf(to), to);
  if (!done) fs::remove(PartOf(to), failure);
  return done;
}

Result<BackupContents> RestoreBackup(const fs::path& file, const fs::path& directory) {
  const Result<BackupContents> contents = ReadBackup(file);
  if (!contents) return contents;
  const fs::path database = directory / kJournalFile;
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (failure) return Error{ErrorCode::kUnavailable, directory.string() + " cannot be made: " + failure.message()};
  for (const char* ending : {"", "-wal"}) {
    if (!fs::exists(database.string() + ending, failure)) continue;
    return Error{ErrorCode::kConflict, database.string() + ending + " is there already and is not overwritten"};
  }
  if (const Status copied = CopyFileDurably(file, database); !copied) return copied.GetError();
  // Older versions are brought up to date here, not in front of the first visitor.
  const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory);
  if (!journal) return journal.GetError();
  return contents;
}

}  // namespace samsyn
