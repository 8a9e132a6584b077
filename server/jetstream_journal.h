// The journal of several machines: NATS JetStream, one stream with a subject for every document, and a key-value bucket
// with a key for every meeting. Any number of relays use it at the same time. README.md describes what is stored where.
//
// What is written is decided by what this relay knows, and stored on the condition that it knew everything; if not, it
// hears the rest and decides again. Everything about the meetings that are open is kept in memory.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/journal.h"
#include "server/nats_link.h"

namespace samsyn {

class RelayBus;

class JetStreamJournal final : public Journal {
 public:
  // Makes the stream and the bucket when they are missing. kUnavailable when no server can be reached or JetStream
  // does not answer for half a minute; kUnsupported when what is there was made otherwise.
  [[nodiscard]] static Result<std::unique_ptr<JetStreamJournal>> Open(const NatsSettings& settings);

  ~JetStreamJournal() override;
  JetStreamJournal(const JetStreamJournal&) = delete;
  JetStreamJournal& operator=(const JetStreamJournal&) = delete;

  // Called by a thread of libnats when there is something for TakeForeign. Set before the first meeting is kept.
  void WakeWith(std::function<void()> wake);
  // For presence; lives as long as the journal.
  [[nodiscard]] RelayBus& Bus();

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
  void Keep(std::string_view meeting) override;
  void LetGo(std::string_view meeting) override;
  void HearUpTo(std::string_view meeting, DocumentKind document, std::uint64_t sequence) override;
  [[nodiscard]] std::vector<ForeignChange> TakeForeign() override;
  [[nodiscard]] bool IsAway() const override;

 private:
  struct Store;
  explicit JetStreamJournal(std::unique_ptr<Store> store);

  std::unique_ptr<Store> store_;
};

}  // namespace samsyn
