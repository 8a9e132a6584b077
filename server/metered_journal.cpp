#include "server/metered_journal.h"

#include <algorithm>
#include <utility>

namespace samsyn {
namespace {

// How long a failed write makes a journal unready when nobody has tried again meanwhile.
constexpr std::chrono::milliseconds kUnreadyAfterFailure{30'000};

}  // namespace

template <typename Answer>
Answer MeteredJournal::Heard(Kind kind, Answer answer) {
  const bool failed = !answer && answer.GetError().code == ErrorCode::kUnavailable;
  if (failed) ++measures_.failures;
  if (kind == Kind::kWrite) failed_at_ = failed ? std::optional(clock_.Now()) : std::nullopt;
  return answer;
}

void MeteredJournal::CountCommit(std::chrono::microseconds began, std::span<const JournalEntry> entries,
                                 const Result<std::vector<AppendOutcome>>& outcomes) {
  const std::chrono::microseconds took = clock_.Precisely() - began;
  const auto bucket = std::lower_bound(kCommitBuckets.begin(), kCommitBuckets.end(), took.count());
  ++measures_.commits[static_cast<std::size_t>(bucket - kCommitBuckets.begin())];
  measures_.commit_microseconds += took.count();
  if (!outcomes) return;
  for (std::size_t i = 0; i < outcomes.Value().size(); ++i) {
    const AppendResult result = outcomes.Value()[i].result;
    if (result == AppendResult::kAlreadyStored) ++measures_.updates_again;
    if (result != AppendResult::kStored) continue;
    ++measures_.updates_stored;
    measures_.update_bytes_stored += entries[i].payload.size();
  }
}

bool MeteredJournal::Works() {
  if (journal_.IsAway()) return false;
  if (failed_at_ && clock_.Now() - *failed_at_ < kUnreadyAfterFailure) return false;
  return Heard(Kind::kRead, journal_.WasPurged("")).Ok();
}

Status MeteredJournal::CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  Status done = Heard(Kind::kWrite, journal_.CreateMeeting(meeting, entries));
  if (done) ++measures_.meetings_created;
  return done;
}

Result<StoredMeeting> MeteredJournal::FindMeeting(std::string_view meeting) {
  return Heard(Kind::kRead, journal_.FindMeeting(meeting));
}

Status MeteredJournal::SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                  std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                  std::span<const LogEntry> entries) {
  return Heard(Kind::kWrite, journal_.SaveAccess(meeting, access, token_hashes, new_keys, entries));
}

Status MeteredJournal::AppendLog(std::span<const JournalLogEntry> entries) {
  return Heard(Kind::kWrite, journal_.AppendLog(entries));
}

Result<std::vector<LogEntry>> MeteredJournal::ReadLog(std::string_view meeting, std::uint64_t after,
                                                      std::size_t limit) {
  return Heard(Kind::kRead, journal_.ReadLog(meeting, after, limit));
}

Status MeteredJournal::Purge(std::string_view meeting, std::int64_t at) {
  Status done = Heard(Kind::kWrite, journal_.Purge(meeting, at));
  if (done) ++measures_.meetings_purged;
  return done;
}

Result<bool> MeteredJournal::WasPurged(std::string_view meeting) {
  return Heard(Kind::kRead, journal_.WasPurged(meeting));
}

Result<std::vector<std::string>> MeteredJournal::DuePurges(std::int64_t now) {
  return Heard(Kind::kRead, journal_.DuePurges(now));
}

Result<std::vector<AppendOutcome>> MeteredJournal::Append(std::span<const JournalEntry> entries) {
  const std::chrono::microseconds began = clock_.Precisely();
  Result<std::vector<AppendOutcome>> outcomes = Heard(Kind::kWrite, journal_.Append(entries));
  CountCommit(began, entries, outcomes);
  return outcomes;
}

void MeteredJournal::BeginAppend(std::vector<JournalEntry> entries) {
  append_began_ = clock_.Precisely();
  journal_.BeginAppend(std::move(entries));
}

std::optional<Appended> MeteredJournal::TakeAppended(Waiting waiting) {
  std::optional<Appended> appended = journal_.TakeAppended(waiting);
  if (!appended) return appended;
  appended->outcomes = Heard(Kind::kWrite, std::move(appended->outcomes));
  CountCommit(append_began_, appended->entries, appended->outcomes);
  return appended;
}

Result<std::vector<StoredUpdate>> MeteredJournal::Read(std::string_view meeting, DocumentKind document,
                                                       std::uint64_t after_sequence, ReadLimits limits) {
  return Heard(Kind::kRead, journal_.Read(meeting, document, after_sequence, limits));
}

}  // namespace samsyn
