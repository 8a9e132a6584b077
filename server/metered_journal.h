// A journal that is measured: what passes through it, how long its commits take, and whether it works. It changes
// nothing of what the journal behind it answers.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "server/clock.h"
#include "server/journal.h"

namespace samsyn {

// Upper bounds in microseconds; one more bucket takes everything above the last.
inline constexpr std::array<std::int64_t, 12> kCommitBuckets = {250,    500,    1'000,   2'500,   5'000,     10'000,
                                                                25'000, 50'000, 100'000, 250'000, 1'000'000, 5'000'000};

struct JournalMeasures {
  std::uint64_t updates_stored = 0;
  std::uint64_t update_bytes_stored = 0;  // sealed payloads
  std::uint64_t updates_again = 0;        // came again, and were there already
  std::uint64_t meetings_created = 0;
  std::uint64_t meetings_purged = 0;
  std::uint64_t failures = 0;  // calls that were answered with kUnavailable
  std::array<std::uint64_t, kCommitBuckets.size() + 1> commits{};
  std::int64_t commit_microseconds = 0;  // all of them together
};

class MeteredJournal final : public Journal {
 public:
  // Both outlive this.
  MeteredJournal(Journal& journal, const Clock& clock) : journal_(journal), clock_(clock) {}

  [[nodiscard]] const JournalMeasures& Measures() const { return measures_; }
  // Asks the journal something small; also false for a while after it could not store something.
  [[nodiscard]] bool Works();

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
  void BeginAppend(std::vector<JournalEntry> entries) override;
  [[nodiscard]] std::optional<Appended> TakeAppended(Waiting waiting) override;
  [[nodiscard]] Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                       std::uint64_t after_sequence, ReadLimits limits) override;
  void Keep(std::string_view meeting) override { journal_.Keep(meeting); }
  void LetGo(std::string_view meeting) override { journal_.LetGo(meeting); }
  void HearUpTo(std::string_view meeting, DocumentKind document, std::uint64_t sequence) override {
    journal_.HearUpTo(meeting, document, sequence);
  }
  [[nodiscard]] std::vector<ForeignChange> TakeForeign() override { return journal_.TakeForeign(); }
  [[nodiscard]] bool IsAway() const override { return journal_.IsAway(); }

 private:
  enum class Kind { kRead, kWrite };
  template <typename Answer>
  Answer Heard(Kind kind, Answer answer);
  void CountCommit(std::chrono::microseconds began, std::span<const JournalEntry> entries,
                   const Result<std::vector<AppendOutcome>>& outcomes);

  Journal& journal_;
  const Clock& clock_;
  JournalMeasures measures_;
  std::optional<std::chrono::milliseconds> failed_at_;  // the last time something was written; if it was not
  std::chrono::microseconds append_began_{0};
};

}  // namespace samsyn
