#include "server/maintenance.h"

#include <spdlog/logger.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "server/sqlite_schema.h"

namespace samsyn {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kRequest = "backup.request";
constexpr const char* kCopy = "backup.db";
constexpr const char* kError = "backup.error";
constexpr milliseconds kLookForRequest{1000};
constexpr milliseconds kLookForAnswer{50};

bool Exists(const fs::path& file) {
  std::error_code ignored;
  return fs::exists(file, ignored);
}

void Remove(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
}

Result<BackupContents> CopyFrom(SqliteJournal& journal, const fs::path& file) {
  Result<std::unique_ptr<SqliteBackup>> backup = SqliteBackup::Start(journal, file);
  if (!backup) return backup.GetError();
  for (;;) {
    const Result<SqliteBackup::Progress> progress = backup.Value()->Continue();
    if (!progress) return progress.GetError();
    if (progress.Value() == SqliteBackup::Progress::kDone) return ReadBackup(file);
  }
}

Result<BackupContents> CopyDirectly(const fs::path& directory, const fs::path& file) {
  const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory);
  if (!journal) return journal.GetError();
  return CopyFrom(*journal.Value(), file);
}

Result<BackupContents> TakeAnswer(const fs::path& directory, const fs::path& file, milliseconds patience) {
  const fs::path copy = directory / kCopy;
  const fs::path error = directory / kError;
  auto asked = steady_clock::now();
  while (!Exists(copy)) {
    if (Exists(error)) {
      std::ifstream in(error);
      const std::string sentence{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
      Remove(error);
      return Error{ErrorCode::kUnavailable, sentence};
    }
    if (steady_clock::now() - asked > patience) {
      asked = steady_clock::now();
      // As long as the relay lives, nobody else can open its journal, and it has the time that the copy takes.
      const Result<std::unique_ptr<SqliteJournal>> journal = SqliteJournal::Open(directory);
      if (journal) return CopyFrom(*journal.Value(), file);
      if (journal.GetError().code != ErrorCode::kUnavailable) return journal.GetError();
      if (!Exists(PartOf(copy))) {
        return Error{ErrorCode::kUnavailable, "the relay took the request and has not answered; see its log"};
      }
    }
    std::this_thread::sleep_for(kLookForAnswer);
  }
  const Status copied = CopyFileDurably(copy, file);
  Remove(copy);
  if (!copied) return copied.GetError();
  return ReadBackup(file);
}

}  // namespace

Maintenance::Maintenance(TransportHandler& relay, const BackgroundJournal& relay_journal, SqliteJournal& journal,
                         fs::path directory, const Clock& clock, spdlog::logger& log)
    : relay_(relay),
      relay_journal_(relay_journal),
      journal_(journal),
      directory_(std::move(directory)),
      clock_(clock),
      log_(log),
      looked_(clock.Now()) {
  // Of a copy that was being made when a relay was stopped.
  Remove(PartOf(directory_ / kCopy));
}

milliseconds Maintenance::OnTurn() {
  const milliseconds wait = relay_.OnTurn();
  if (backup_) {
    ContinueCopy();
    return milliseconds(0);
  }
  if (clock_.Now() - looked_ >= kLookForRequest) {
    looked_ = clock_.Now();
    LookForRequest();
  }
  return std::min(wait, backup_ ? milliseconds(0) : kLookForRequest);
}

void Maintenance::OnStop() {
  relay_journal_.WaitUntilIdle();
  if (std::exchange(backup_, nullptr)) {
    Answer({ErrorCode::kUnavailable, "the relay was stopped before the copy was whole"});
  }
  relay_.OnStop();
}

void Maintenance::LookForRequest() {
  std::error_code failure;
  if (!fs::remove(directory_ / kRequest, failure)) return;
  Remove(directory_ / kCopy);
  Remove(directory_ / kError);
  relay_journal_.WaitUntilIdle();
  Result<std::unique_ptr<SqliteBackup>> backup = SqliteBackup::Start(journal_, directory_ / kCopy);
  if (!backup) return Answer(backup.GetError());
  log_.info("a copy of the journal is being made");
  backup_ = std::move(backup.Value());
}

void Maintenance::ContinueCopy() {
  relay_journal_.WaitUntilIdle();
  const Result<SqliteBackup::Progress> progress = backup_->Continue();
  if (progress && progress.Value() == SqliteBackup::Progress::kMore) return;
  backup_.reset();
  if (!progress) return Answer(progress.GetError());
  log_.info("a copy of the journal is made");
}

void Maintenance::Answer(const Error& error) {
  log_.error("no copy of the journal is made: {}", error.message);
  // Whoever waits for it must not read half a sentence.
  const fs::path file = directory_ / kError;
  std::ofstream(PartOf(file)) << error.message;
  std::error_code ignored;
  fs::rename(PartOf(file), file, ignored);
}

Result<BackupContents> BackUp(const fs::path& directory, const fs::path& file, milliseconds patience) {
  if (Exists(file)) return Error{ErrorCode::kConflict, file.string() + " exists already and is not overwritten"};
  if (!Exists(directory / kJournalFile)) {
    return Error{ErrorCode::kNotFound, (directory / kJournalFile).string() + " is not there"};
  }
  Remove(directory / kError);
  const fs::path request = directory / kRequest;
  std::ofstream(request) << '\n';
  if (!Exists(request)) return Error{ErrorCode::kUnavailable, request.string() + " cannot be written"};
  const auto asked = steady_clock::now();
  // Nobody answers at once when no relay is running, and then the database is free.
  for (;;) {
    if (!Exists(request)) return TakeAnswer(directory, file, patience);
    if (steady_clock::now() - asked > 2 * kLookForRequest) {
      Result<BackupContents> made = CopyDirectly(directory, file);
      if (made || steady_clock::now() - asked > patience) {
        Remove(request);
        return made;
      }
    }
    std::this_thread::sleep_for(kLookForAnswer);
  }
}

}  // namespace samsyn
