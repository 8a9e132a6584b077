// A journal whose appends are made by a thread of its own, so that the relay reads and answers while the disk is
// written.
//
// The journal behind it is used by one thread at a time: whatever else is asked of it waits until the append that is
// under way is over. No other relay shares it. Everything here is called by the relay's thread alone.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "server/journal.h"

namespace samsyn {

class BackgroundJournal final : public Journal {
 public:
  // The journal outlives this.
  explicit BackgroundJournal(Journal& journal);
  ~BackgroundJournal() override;
  BackgroundJournal(const BackgroundJournal&) = delete;
  BackgroundJournal& operator=(const BackgroundJournal&) = delete;

  // Called by the other thread whenever an append is over; before the first one.
  void WakeWith(std::function<void()> wake) { wake_ = std::move(wake); }
  // Until the next append is begun, the journal may be used without this.
  void WaitUntilIdle() const;

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

 private:
  enum class Phase { kIdle, kUnderWay, kOver, kEnding };

  void Work();
  [[nodiscard]] Journal& Idle() const;

  Journal& journal_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;  // of phase_; the entries are the thread's while kUnderWay
  mutable std::condition_variable changed_;
  Phase phase_ = Phase::kIdle;
  std::vector<JournalEntry> entries_;
  std::optional<Result<std::vector<AppendOutcome>>> outcomes_;
  std::thread thread_;  // the last: it uses everything above
};

}  // namespace samsyn
