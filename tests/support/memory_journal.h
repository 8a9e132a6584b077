// A journal in memory: what a disk would keep is in a MemoryStorage, which outlives the journals that are opened on it.
// Simple on purpose: everything is found by looking through it.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/journal.h"
#include "server/limits.h"

namespace samsyn {

struct MemoryMeeting {
  StoredMeeting stored;
  std::array<std::vector<StoredUpdate>, kDocumentKindCount> updates;
  std::vector<LogEntry> log;

  [[nodiscard]] const std::vector<StoredUpdate>& UpdatesOf(DocumentKind document) const {
    return updates[static_cast<std::size_t>(document)];
  }
  [[nodiscard]] const StoredUpdate* Find(DocumentKind document, ReplicaId replica, std::uint64_t counter) const {
    for (const StoredUpdate& update : UpdatesOf(document)) {
      if (update.replica == replica && update.counter == counter) return &update;
    }
    return nullptr;
  }
  void AddToLog(LogEntry entry) {
    entry.sequence = log.size() + 1;
    if (entry.event == LogEvent::kConsentExpired) stored.expiry_logged = std::max(stored.expiry_logged, entry.at);
    log.push_back(std::move(entry));
  }
  [[nodiscard]] AppendOutcome Append(const JournalEntry& entry) {
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < updates.size(); ++i) {
      for (const StoredUpdate& update : updates[i]) {
        if (update.replica != entry.replica) continue;
        if (update.participant != entry.participant) return {AppendResult::kForeignReplica, 0};
        if (i == static_cast<std::size_t>(entry.document)) last = update.counter;
      }
    }
    if (entry.counter <= last) {
      const StoredUpdate* earlier = Find(entry.document, entry.replica, entry.counter);
      if (earlier == nullptr) return {AppendResult::kOutOfOrder, 0};
      if (earlier->payload != entry.payload) return {AppendResult::kConflict, 0};
      return {AppendResult::kAlreadyStored, earlier->sequence};
    }
    const auto document = static_cast<std::size_t>(entry.document);
    const std::uint64_t sequence = ++stored.last_sequence[document];
    updates[document].push_back({sequence, entry.participant, entry.replica, entry.counter, entry.payload, entry.at});
    stored.bytes += entry.payload.size() + kUpdateOverheadBytes;
    return {AppendResult::kStored, sequence};
  }
};

struct MemoryStorage {
  std::map<std::string, MemoryMeeting, std::less<>> meetings;
  std::set<std::string, std::less<>> purged;

  [[nodiscard]] MemoryMeeting* Find(std::string_view id) {
    const auto found = meetings.find(id);
    return found == meetings.end() ? nullptr : &found->second;
  }
};

class MemoryJournal final : public Journal {
 public:
  explicit MemoryJournal(MemoryStorage& storage) : storage_(storage) {}

  bool reads_fail = false;
  bool writes_fail = false;

  [[nodiscard]] Status CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) override {
    if (writes_fail) return Failure();
    if (storage_.Find(meeting.id) != nullptr || storage_.purged.contains(meeting.id)) return Conflict();
    MemoryMeeting made;
    made.stored.meeting = meeting;
    made.stored.meeting.keys.clear();
    if (!AddKeys(made.stored.meeting.keys, meeting.keys)) return Conflict();
    made.AddToLog({0, meeting.created, LogEvent::kCreated, {}, {}, {}});
    for (const JournalEntry& entry : entries) {
      if (meeting.access.Find(entry.participant) == nullptr) return Failure();
      if (made.Append(entry).result != AppendResult::kStored) return Conflict();
    }
    storage_.meetings.emplace(meeting.id, std::move(made));
    return OkStatus();
  }
  [[nodiscard]] Result<StoredMeeting> FindMeeting(std::string_view meeting) override {
    if (reads_fail) return Failure();
    const MemoryMeeting* found = storage_.Find(meeting);
    if (found == nullptr) return NotFound();
    return found->stored;
  }
  [[nodiscard]] Status SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                  std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                  std::span<const LogEntry> entries) override {
    if (writes_fail) return Failure();
    MemoryMeeting* found = storage_.Find(meeting);
    if (found == nullptr) return NotFound();
    StoredMeeting stored = found->stored;
    JournalMeeting& kept = stored.meeting;
    for (std::size_t i = 0; i < kept.token_hashes.size(); ++i) {
      const std::string& participant = kept.access.participants[i].id;
      if (kept.token_hashes[i] == token_hashes[i]) continue;
      stored.replaced.push_back({participant, kept.token_hashes[i]});
      std::erase_if(kept.keys, [&](const KeyFor& key) { return key.participant == participant; });
    }
    if (!AddKeys(kept.keys, new_keys)) return Conflict();
    kept.access = access;
    kept.token_hashes.assign(token_hashes.begin(), token_hashes.end());
    found->stored = std::move(stored);
    for (const LogEntry& entry : entries) found->AddToLog(entry);
    return OkStatus();
  }
  [[nodiscard]] Status AppendLog(std::span<const JournalLogEntry> entries) override {
    if (writes_fail) return Failure();
    for (const JournalLogEntry& entry : entries) {
      if (MemoryMeeting* found = storage_.Find(entry.meeting)) found->AddToLog(entry.entry);
    }
    return OkStatus();
  }
  [[nodiscard]] Result<std::vector<LogEntry>> ReadLog(std::string_view meeting, std::uint64_t after,
                                                      std::size_t limit) override {
    if (reads_fail) return Failure();
    const MemoryMeeting* found = storage_.Find(meeting);
    if (found == nullptr) return NotFound();
    std::vector<LogEntry> entries;
    for (std::size_t i = std::min<std::uint64_t>(after, found->log.size()); i < found->log.size(); ++i) {
      if (entries.size() < limit) entries.push_back(found->log[i]);
    }
    return entries;
  }
  [[nodiscard]] Status Purge(std::string_view meeting, std::int64_t /*at*/) override {
    if (writes_fail) return Failure();
    const auto found = storage_.meetings.find(meeting);
    if (found == storage_.meetings.end()) return NotFound();
    storage_.purged.insert(found->first);
    storage_.meetings.erase(found);
    return OkStatus();
  }
  [[nodiscard]] Result<bool> WasPurged(std::string_view meeting) override {
    if (reads_fail) return Failure();
    return storage_.purged.contains(meeting);
  }
  [[nodiscard]] Result<std::vector<std::string>> DuePurges(std::int64_t now) override {
    if (reads_fail) return Failure();
    std::vector<std::string> due;
    for (const auto& [id, meeting] : storage_.meetings) {
      const std::int64_t purge_at = meeting.stored.meeting.access.purge_at;
      if (purge_at != 0 && purge_at <= now) due.push_back(id);
    }
    return due;
  }
  [[nodiscard]] Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries) override {
    if (writes_fail) return Failure();
    for (const JournalEntry& entry : entries) {
      const MemoryMeeting* found = storage_.Find(entry.meeting);
      if (found == nullptr || found->stored.meeting.access.Find(entry.participant) == nullptr) return Failure();
    }
    std::vector<AppendOutcome> outcomes;
    for (const JournalEntry& entry : entries) outcomes.push_back(storage_.Find(entry.meeting)->Append(entry));
    return outcomes;
  }
  [[nodiscard]] Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                       std::uint64_t after_sequence, ReadLimits limits) override {
    if (reads_fail) return Failure();
    const MemoryMeeting* found = storage_.Find(meeting);
    if (found == nullptr) return NotFound();
    std::vector<StoredUpdate> updates;
    std::size_t bytes = 0;
    for (const StoredUpdate& update : found->UpdatesOf(document)) {
      if (update.sequence <= after_sequence) continue;
      bytes += update.payload.size() + update.participant.size() + kOverheadBytes;
      if (updates.size() == limits.updates || (bytes > limits.bytes && !updates.empty())) break;
      updates.push_back(update);
    }
    return updates;
  }

 private:
  static constexpr std::size_t kOverheadBytes = 48;  // of an update in a frame, at most

  static Error Failure() { return {ErrorCode::kUnavailable, "the journal cannot do this now"}; }
  static Error NotFound() { return {ErrorCode::kNotFound, "no such meeting"}; }
  static Error Conflict() { return {ErrorCode::kConflict, "it is there already, or contradicts what is"}; }

  // By participant, document and number. False when one is there already.
  [[nodiscard]] static bool AddKeys(std::vector<KeyFor>& keys, std::span<const KeyFor> added) {
    const auto name_of = [](const KeyFor& key) { return std::tie(key.participant, key.key.document, key.key.number); };
    keys.insert(keys.end(), added.begin(), added.end());
    std::ranges::sort(keys, {}, name_of);
    return std::ranges::adjacent_find(keys, {}, name_of) == keys.end();
  }

  MemoryStorage& storage_;
};

}  // namespace samsyn
