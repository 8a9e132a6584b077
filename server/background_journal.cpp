#include "server/background_journal.h"

#include <cassert>
#include <utility>

namespace samsyn {

BackgroundJournal::BackgroundJournal(Journal& journal) : journal_(journal), thread_([this] { Work(); }) {}

BackgroundJournal::~BackgroundJournal() {
  WaitUntilIdle();
  {
    const std::lock_guard lock(mutex_);
    phase_ = Phase::kEnding;
  }
  changed_.notify_all();
  thread_.join();
}

void BackgroundJournal::Work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return phase_ == Phase::kUnderWay || phase_ == Phase::kEnding; });
    if (phase_ == Phase::kEnding) return;
    lock.unlock();
    outcomes_.emplace(journal_.Append(entries_));
    lock.lock();
    phase_ = Phase::kOver;
    changed_.notify_all();
    lock.unlock();
    if (wake_) wake_();
    lock.lock();
  }
}

void BackgroundJournal::WaitUntilIdle() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return phase_ != Phase::kUnderWay; });
}

Journal& BackgroundJournal::Idle() const {
  WaitUntilIdle();
  return journal_;
}

void BackgroundJournal::BeginAppend(std::vector<JournalEntry> entries) {
  {
    const std::lock_guard lock(mutex_);
    assert(phase_ == Phase::kIdle);
    entries_ = std::move(entries);
    phase_ = Phase::kUnderWay;
  }
  changed_.notify_all();
}

std::optional<Appended> BackgroundJournal::TakeAppended(Waiting waiting) {
  if (waiting == Waiting::kUntilDone) WaitUntilIdle();
  const std::lock_guard lock(mutex_);
  if (phase_ != Phase::kOver) return std::nullopt;
  phase_ = Phase::kIdle;
  Appended appended{std::exchange(entries_, {}), std::move(*outcomes_)};
  outcomes_.reset();
  return appended;
}

Status BackgroundJournal::CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  return Idle().CreateMeeting(meeting, entries);
}

Result<StoredMeeting> BackgroundJournal::FindMeeting(std::string_view meeting) { return Idle().FindMeeting(meeting); }

Status BackgroundJournal::SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                     std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                     std::span<const LogEntry> entries) {
  return Idle().SaveAccess(meeting, access, token_hashes, new_keys, entries);
}

Status BackgroundJournal::AppendLog(std::span<const JournalLogEntry> entries) { return Idle().AppendLog(entries); }

Result<std::vector<LogEntry>> BackgroundJournal::ReadLog(std::string_view meeting, std::uint64_t after,
                                                         std::size_t limit) {
  return Idle().ReadLog(meeting, after, limit);
}

Status BackgroundJournal::Purge(std::string_view meeting, std::int64_t at) { return Idle().Purge(meeting, at); }

Result<bool> BackgroundJournal::WasPurged(std::string_view meeting) { return Idle().WasPurged(meeting); }

Result<std::vector<std::string>> BackgroundJournal::DuePurges(std::int64_t now) { return Idle().DuePurges(now); }

Result<std::vector<AppendOutcome>> BackgroundJournal::Append(std::span<const JournalEntry> entries) {
  return Idle().Append(entries);
}

Result<std::vector<StoredUpdate>> BackgroundJournal::Read(std::string_view meeting, DocumentKind document,
                                                          std::uint64_t after_sequence, ReadLimits limits) {
  return Idle().Read(meeting, document, after_sequence, limits);
}

}  // namespace samsyn
