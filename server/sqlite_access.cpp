// Who may do what, the wrapped keys and the access log, in the SQLite journal.
#include <sqlite3.h>

#include <algorithm>
#include <optional>

#include "server/sqlite_database.h"

namespace samsyn {
namespace {

Error Damaged(const std::string& what) { return {ErrorCode::kUnavailable, "a stored " + what + " is damaged"}; }

// A number that was written as one of `count` kinds.
template <typename Kind>
std::optional<Kind> KindOf(const SQLite::Column& column, int count) {
  const std::int64_t number = column.getInt64();
  if (number < 0 || number >= count) return std::nullopt;
  return static_cast<Kind>(number);
}

bool CopyHash(const SQLite::Column& column, TokenHash& hash) {
  const ByteView bytes = BlobOf(column);
  if (bytes.size() != hash.size()) return false;
  std::ranges::copy(bytes, hash.begin());
  return true;
}

void BindBlob(SQLite::Statement& statement, int index, ByteView bytes) {
  // No address would be NULL and not an empty blob.
  statement.bind(index, bytes.empty() ? static_cast<const void*>("") : bytes.data(), static_cast<int>(bytes.size()));
}

// From the parameter `first` on, in the order of the columns.
void BindMeeting(SQLite::Statement& statement, int first, const MeetingAccess& access) {
  statement.bind(first, static_cast<std::int64_t>(access.consent));
  statement.bind(first + 1, access.consent_until);
  statement.bind(first + 2, access.consent_changed);
  statement.bind(first + 3, access.helper);
  statement.bind(first + 4, access.secretary);
  statement.bind(first + 5, access.purge_at);
}

void BindParticipant(SQLite::Statement& statement, int first, const ParticipantAccess& participant,
                     const TokenHash& token_hash) {
  statement.bind(first, std::string(NameOf(participant.role)));
  statement.bind(first + 1, participant.revoked ? 1 : 0);
  statement.bind(first + 2, participant.in_aside ? 1 : 0);
  if (participant.only_item) {
    statement.bind(first + 3, static_cast<std::int64_t>(*participant.only_item));
  } else {
    statement.bind(first + 3);
  }
  statement.bind(first + 4, participant.expires_at);
  BindBlob(statement, first + 5, token_hash);
}

Status ReadMeetingRow(SQLite::Database& sqlite, std::int64_t key, StoredMeeting& stored) {
  SQLite::Statement row(sqlite,
                        "SELECT created, consent, consent_until, consent_changed, helper, secretary, purge_at, "
                        "(SELECT MAX(at) FROM log WHERE log.meeting = meetings.meeting AND event = ?) "
                        "FROM meetings WHERE meeting = ?");
  row.bind(1, static_cast<std::int64_t>(LogEvent::kConsentExpired));
  row.bind(2, key);
  if (!row.executeStep()) return Damaged("meeting");
  const std::optional<Consent> consent = KindOf<Consent>(row.getColumn(1), kConsentCount);
  if (!consent) return Damaged("meeting");
  MeetingAccess& access = stored.meeting.access;
  stored.meeting.created = row.getColumn(0).getInt64();
  access.consent = *consent;
  access.consent_until = row.getColumn(2).getInt64();
  access.consent_changed = row.getColumn(3).getInt64();
  access.helper = row.getColumn(4).getString();
  access.secretary = row.getColumn(5).getString();
  access.purge_at = row.getColumn(6).getInt64();
  stored.expiry_logged = row.getColumn(7).getInt64();
  return OkStatus();
}

Status ReadParticipants(SQLite::Database& sqlite, std::int64_t key, StoredMeeting& stored) {
  SQLite::Statement rows(sqlite,
                         "SELECT id, role, revoked, in_aside, only_item, expires_at, token_hash FROM participants "
                         "WHERE meeting = ? ORDER BY participant");
  rows.bind(1, key);
  while (rows.executeStep()) {
    ParticipantAccess participant;
    TokenHash hash{};
    const std::optional<Role> role = RoleFromName(rows.getColumn(1).getString());
    if (!role || !CopyHash(rows.getColumn(6), hash)) return Damaged("participant");
    participant.id = rows.getColumn(0).getString();
    participant.role = *role;
    participant.revoked = rows.getColumn(2).getInt() != 0;
    participant.in_aside = rows.getColumn(3).getInt() != 0;
    if (!rows.getColumn(4).isNull()) {
      participant.only_item = KindOf<DocumentKind>(rows.getColumn(4), kDocumentKindCount);
      // Without it this participant would see everything.
      if (!participant.only_item || !IsItem(*participant.only_item)) return Damaged("participant");
    }
    participant.expires_at = rows.getColumn(5).getInt64();
    stored.meeting.access.participants.push_back(std::move(participant));
    stored.meeting.token_hashes.push_back(hash);
  }
  SQLite::Statement replaced(sqlite,
                             "SELECT participants.id, replaced_links.token_hash FROM replaced_links "
                             "JOIN participants USING (participant) WHERE replaced_links.meeting = ?");
  replaced.bind(1, key);
  while (replaced.executeStep()) {
    ReplacedLink link{replaced.getColumn(0).getString(), {}};
    if (!CopyHash(replaced.getColumn(1), link.token_hash)) return Damaged("link");
    stored.replaced.push_back(std::move(link));
  }
  return OkStatus();
}

Status ReadKeys(SQLite::Database& sqlite, std::int64_t key, StoredMeeting& stored) {
  SQLite::Statement rows(sqlite,
                         "SELECT participants.id, document, number, wrapped FROM keys JOIN participants "
                         "USING (participant) WHERE meeting = ? ORDER BY participant, document, number");
  rows.bind(1, key);
  while (rows.executeStep()) {
    const std::optional<DocumentKind> document = KindOf<DocumentKind>(rows.getColumn(1), kDocumentKindCount);
    if (!document) return Damaged("key");
    const SQLite::Column wrapped_column = rows.getColumn(3);
    const ByteView wrapped = BlobOf(wrapped_column);
    stored.meeting.keys.push_back(
        {rows.getColumn(0).getString(),
         {*document, static_cast<std::uint32_t>(rows.getColumn(2).getInt64()), Bytes(wrapped.begin(), wrapped.end())}});
  }
  stored.meeting.keys.shrink_to_fit();  // kept for as long as the meeting is open
  return OkStatus();
}

}  // namespace

void SqliteJournal::Database::InsertMeeting(const JournalMeeting& meeting) {
  SQLite::Statement insert(*sqlite,
                           "INSERT INTO meetings (id, created, consent, consent_until, consent_changed, helper, "
                           "secretary, purge_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, meeting.id);
  insert.bind(2, meeting.created);
  BindMeeting(insert, 3, meeting.access);
  insert.exec();
  const std::int64_t key = sqlite->getLastInsertRowid();
  for (std::size_t i = 0; i < meeting.access.participants.size(); ++i) {
    InsertParticipant(key, meeting.access.participants[i], meeting.token_hashes.at(i));
  }
  const MeetingState* state = FindState(meeting.id);
  for (const KeyFor& wrapped : meeting.keys) InsertKey(*state, wrapped);
  AppendToLog(key, {0, meeting.created, LogEvent::kCreated, {}, {}, {}});
}

void SqliteJournal::Database::InsertParticipant(std::int64_t meeting, const ParticipantAccess& participant,
                                                const TokenHash& token_hash) {
  SQLite::Statement insert(*sqlite,
                           "INSERT INTO participants (meeting, id, role, revoked, in_aside, only_item, expires_at, "
                           "token_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, meeting);
  insert.bind(2, participant.id);
  BindParticipant(insert, 3, participant, token_hash);
  insert.exec();
}

void SqliteJournal::Database::UpdateParticipant(std::int64_t meeting, std::int64_t key,
                                                const ParticipantAccess& participant, const TokenHash& token_hash) {
  SQLite::Statement earlier(*sqlite, "SELECT token_hash FROM participants WHERE participant = ?");
  earlier.bind(1, key);
  TokenHash old_hash{};
  if (!earlier.executeStep() || !CopyHash(earlier.getColumn(0), old_hash)) {
    throw SQLite::Exception("a stored participant is damaged");
  }
  earlier.reset();
  if (old_hash != token_hash) {
    SQLite::Statement keep(*sqlite, "INSERT INTO replaced_links (meeting, token_hash, participant) VALUES (?, ?, ?)");
    keep.bind(1, meeting);
    BindBlob(keep, 2, old_hash);
    keep.bind(3, key);
    keep.exec();
    SQLite::Statement drop(*sqlite, "DELETE FROM keys WHERE participant = ?");
    drop.bind(1, key);
    drop.exec();
  }
  SQLite::Statement update(*sqlite,
                           "UPDATE participants SET role = ?, revoked = ?, in_aside = ?, only_item = ?, "
                           "expires_at = ?, token_hash = ? WHERE participant = ?");
  BindParticipant(update, 1, participant, token_hash);
  update.bind(7, key);
  update.exec();
}

void SqliteJournal::Database::InsertKey(const MeetingState& meeting, const KeyFor& key) {
  const std::int64_t participant = meeting.KeyOf(key.participant);
  if (participant == 0) {
    throw SQLite::Exception("a key for a participant who is not stored");
  }
  SQLite::Statement insert(*sqlite, "INSERT INTO keys (participant, document, number, wrapped) VALUES (?, ?, ?, ?)");
  insert.bind(1, participant);
  insert.bind(2, static_cast<std::int64_t>(key.key.document));
  insert.bind(3, static_cast<std::int64_t>(key.key.number));
  BindBlob(insert, 4, key.key.wrapped);
  insert.exec();
}

void SqliteJournal::Database::AppendToLog(std::int64_t meeting, const LogEntry& entry) {
  SQLite::Statement& insert =
      Use(insert_log,
          "INSERT INTO log (meeting, sequence, at, event, actor, subject, detail) VALUES (?1, "
          "(SELECT IFNULL(MAX(sequence), 0) + 1 FROM log WHERE meeting = ?1), ?2, ?3, ?4, ?5, ?6)");
  insert.bind(1, meeting);
  insert.bind(2, entry.at);
  insert.bind(3, static_cast<std::int64_t>(entry.event));
  insert.bind(4, entry.actor);
  insert.bind(5, entry.subject);
  insert.bind(6, entry.detail);
  insert.exec();
}

Result<StoredMeeting> SqliteJournal::FindMeeting(std::string_view meeting) {
  try {
    const MeetingState* state = database_->FindState(meeting);
    if (state == nullptr) return Error{ErrorCode::kNotFound, "no such meeting"};
    StoredMeeting stored;
    stored.meeting.id = std::string(meeting);
    stored.last_sequence = state->last_sequence;
    stored.bytes = state->bytes;
    SQLite::Database& sqlite = *database_->sqlite;
    if (const Status read = ReadMeetingRow(sqlite, state->key, stored); !read) return read.GetError();
    if (const Status read = ReadParticipants(sqlite, state->key, stored); !read) return read.GetError();
    if (const Status read = ReadKeys(sqlite, state->key, stored); !read) return read.GetError();
    return stored;
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the meeting could not be read", exception);
  }
}

Status SqliteJournal::SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                 std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                 std::span<const LogEntry> entries) {
  const auto forget = [&] { database_->meetings.clear(); };
  try {
    SQLite::Database& sqlite = *database_->sqlite;
    SQLite::Transaction transaction(sqlite, SQLite::TransactionBehavior::IMMEDIATE);
    MeetingState* state = database_->FindState(meeting);
    if (state == nullptr) return Error{ErrorCode::kNotFound, "no such meeting"};
    SQLite::Statement update(sqlite,
                             "UPDATE meetings SET consent = ?, consent_until = ?, consent_changed = ?, helper = ?, "
                             "secretary = ?, purge_at = ? WHERE meeting = ?");
    BindMeeting(update, 1, access);
    update.bind(7, state->key);
    update.exec();
    for (std::size_t i = 0; i < access.participants.size(); ++i) {
      const ParticipantAccess& participant = access.participants[i];
      const std::int64_t stored = state->KeyOf(participant.id);
      if (stored != 0) {
        database_->UpdateParticipant(state->key, stored, participant, token_hashes[i]);
        continue;
      }
      database_->InsertParticipant(state->key, participant, token_hashes[i]);
      const std::int64_t key = sqlite.getLastInsertRowid();
      state->participants.emplace_back(key, participant.id);  // the largest so far: SQLite counts up
    }
    for (const KeyFor& key : new_keys) database_->InsertKey(*state, key);
    for (const LogEntry& entry : entries) database_->AppendToLog(state->key, entry);
    transaction.commit();
    return OkStatus();
  } catch (const SQLite::Exception& exception) {
    forget();
    if (exception.getErrorCode() == SQLITE_CONSTRAINT) {
      return Error{ErrorCode::kConflict, "a key or a link that is stored already"};
    }
    return Unavailable("the change could not be stored", exception);
  }
}

Status SqliteJournal::AppendLog(std::span<const JournalLogEntry> entries) {
  try {
    SQLite::Transaction transaction(*database_->sqlite, SQLite::TransactionBehavior::IMMEDIATE);
    for (const JournalLogEntry& entry : entries) {
      const MeetingState* state = database_->FindState(entry.meeting);
      if (state != nullptr) database_->AppendToLog(state->key, entry.entry);
    }
    transaction.commit();
    return OkStatus();
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the access log could not be written", exception);
  }
}

Result<std::vector<LogEntry>> SqliteJournal::ReadLog(std::string_view meeting, std::uint64_t after, std::size_t limit) {
  try {
    const MeetingState* state = database_->FindState(meeting);
    if (state == nullptr) return Error{ErrorCode::kNotFound, "no such meeting"};
    std::vector<LogEntry> entries;
    // More than can be stored: SQLite would see a negative number.
    if (after > kMaxCounter) return entries;
    SQLite::Statement rows(*database_->sqlite,
                           "SELECT sequence, at, event, actor, subject, detail FROM log "
                           "WHERE meeting = ? AND sequence > ? ORDER BY sequence LIMIT ?");
    rows.bind(1, state->key);
    rows.bind(2, Signed(after));
    rows.bind(3, static_cast<std::int64_t>(limit));
    while (rows.executeStep()) {
      const std::optional<LogEvent> event = KindOf<LogEvent>(rows.getColumn(2), kLogEventCount);
      if (!event) return Damaged("entry of the access log");
      entries.push_back({Unsigned(rows.getColumn(0).getInt64()), rows.getColumn(1).getInt64(), *event,
                         rows.getColumn(3).getString(), rows.getColumn(4).getString(), rows.getColumn(5).getString()});
    }
    return entries;
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the access log could not be read", exception);
  }
}

}  // namespace samsyn
