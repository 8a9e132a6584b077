// Inside the SQLite journal: the open database, its prepared statements, and what is remembered of meetings. Only the
// journal's own files include this.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/sqlite_journal.h"

namespace samsyn {

struct ReplicaState {
  std::int64_t owner = 0;  // participants.participant
  std::array<std::uint64_t, kDocumentKindCount> last_counter{};
};

// Of one document: where every stored update of a replica is, by its counter.
struct StoredAt {
  std::uint64_t counter = 0;
  std::uint64_t sequence = 0;
};
using EarlierUpdates = std::unordered_map<ReplicaId, std::vector<StoredAt>>;

struct MeetingState {
  std::int64_t key = 0;
  std::array<std::uint64_t, kDocumentKindCount> last_sequence{};
  std::uint64_t bytes = 0;
  std::vector<std::pair<std::int64_t, std::string>> participants;  // participants.participant and id, by the first
  std::unordered_map<ReplicaId, ReplicaState> replicas;
  std::map<DocumentKind, EarlierUpdates> earlier;  // where somebody has sent something again

  // 0: nobody has this id.
  [[nodiscard]] std::int64_t KeyOf(std::string_view participant) const {
    const auto found = std::ranges::find(participants, participant, &std::pair<std::int64_t, std::string>::second);
    return found == participants.end() ? 0 : found->first;
  }
  // Null: there is no such participant.
  [[nodiscard]] const std::string* IdOf(std::int64_t participant) const {
    const auto found =
        std::ranges::lower_bound(participants, participant, {}, &std::pair<std::int64_t, std::string>::first);
    return found == participants.end() || found->first != participant ? nullptr : &found->second;
  }
};

inline std::size_t IndexOf(DocumentKind document) { return static_cast<std::size_t>(document); }

// SQLite keeps signed numbers; replicas use all 64 bits.
inline std::int64_t Signed(std::uint64_t value) { return static_cast<std::int64_t>(value); }
inline std::uint64_t Unsigned(std::int64_t value) { return static_cast<std::uint64_t>(value); }

inline ByteView BlobOf(const SQLite::Column& column) {
  return {static_cast<const std::uint8_t*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())};
}

inline Error Unavailable(const std::string& doing, const std::exception& exception) {
  return {ErrorCode::kUnavailable, doing + ": " + exception.what()};
}

// Throws SQLite::Exception; the journal's public functions turn that into Error.
struct SqliteJournal::Database {
  explicit Database(std::unique_ptr<SQLite::Database> opened) : sqlite(std::move(opened)) {}

  // A prepared statement, clean for a new use.
  SQLite::Statement& Use(std::unique_ptr<SQLite::Statement>& statement, const char* sql) {
    if (!statement) statement = std::make_unique<SQLite::Statement>(*sqlite, sql);
    statement->tryReset();
    statement->clearBindings();
    return *statement;
  }

  // Many who write at once write in many places, and a quiet relay needs little memory.
  void GrowCache(std::size_t entries) {
    constexpr std::size_t kMany = 50;
    if (entries < kMany || has_large_cache) return;
    sqlite->exec("PRAGMA cache_size = -16384");
    has_large_cache = true;
  }

  MeetingState* FindState(std::string_view id);
  void ReadStored(MeetingState& meeting);
  EarlierUpdates& FindEarlier(MeetingState& meeting, DocumentKind document);
  AppendOutcome AppendOne(const JournalEntry& entry);
  AppendOutcome AnswerEarlier(MeetingState& meeting, const JournalEntry& entry);

  // In sqlite_access.cpp; inside a transaction.
  void InsertMeeting(const JournalMeeting& meeting);
  void InsertParticipant(std::int64_t meeting, const ParticipantAccess& participant, const TokenHash& token_hash);
  void InsertKey(const MeetingState& meeting, const KeyFor& key);
  void UpdateParticipant(std::int64_t meeting, std::int64_t key, const ParticipantAccess& participant,
                         const TokenHash& token_hash);
  void AppendToLog(std::int64_t meeting, const LogEntry& entry);

  // In sqlite_purge.cpp.
  bool WasPurged(std::string_view meeting);
  void WipePurged();

  std::unique_ptr<SQLite::Database> sqlite;
  std::unique_ptr<SQLite::Statement> find_meeting;
  std::unique_ptr<SQLite::Statement> find_participants;
  std::unique_ptr<SQLite::Statement> find_stored;
  std::unique_ptr<SQLite::Statement> find_counters;
  std::unique_ptr<SQLite::Statement> find_earlier;
  std::unique_ptr<SQLite::Statement> insert_update;
  std::unique_ptr<SQLite::Statement> insert_log;
  std::unique_ptr<SQLite::Statement> read_updates;
  // Only what is committed, or will be by the transaction that is open; emptied when one fails.
  std::map<std::string, MeetingState, std::less<>> meetings;
  bool has_large_cache = false;
};

}  // namespace samsyn
