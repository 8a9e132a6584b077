#include "server/sqlite_journal.h"

#include <sodium.h>
#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "server/limits.h"
#include "server/sqlite_database.h"
#include "server/sqlite_schema.h"

namespace samsyn {
namespace {

// The memory of meetings that were used lately is dropped as a whole when there are more than this.
constexpr std::size_t kMeetingsInMemory = 4096;

// Finds damage SQLite has no way to see: a row that says something else than what was written.
std::int64_t Checksum(std::int64_t meeting, DocumentKind document, std::uint64_t sequence, std::int64_t participant,
                      ReplicaId replica, std::uint64_t counter, std::int64_t at, ByteView payload) {
  static constexpr std::array<unsigned char, crypto_shorthash_KEYBYTES> kKey = {'s', 'a', 'm', 's', 'y', 'n'};
  ByteWriter row;
  row.Reserve(7 * sizeof(std::uint64_t) + payload.size());
  row.Fixed64(Unsigned(meeting));
  row.Fixed64(IndexOf(document));
  row.Fixed64(sequence);
  row.Fixed64(Unsigned(participant));
  row.Fixed64(replica);
  row.Fixed64(counter);
  // Rows from before times were stored have none, and a checksum that knows of none.
  if (at != 0) row.Fixed64(Unsigned(at));
  row.Raw(payload);
  std::array<unsigned char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(hash.data(), row.View().data(), row.Size(), kKey.data());
  std::int64_t checksum = 0;
  std::memcpy(&checksum, hash.data(), sizeof checksum);
  return checksum;
}

}  // namespace

MeetingState* SqliteJournal::Database::FindState(std::string_view id) {
  if (const auto found = meetings.find(id); found != meetings.end()) return &found->second;

  SQLite::Statement& meeting = Use(find_meeting, "SELECT meeting FROM meetings WHERE id = ?");
  meeting.bind(1, std::string(id));
  if (!meeting.executeStep()) return nullptr;
  MeetingState state;
  state.key = meeting.getColumn(0).getInt64();
  meeting.reset();

  SQLite::Statement& people =
      Use(find_participants, "SELECT participant, id FROM participants WHERE meeting = ? ORDER BY participant");
  people.bind(1, state.key);
  while (people.executeStep()) {
    state.participants.emplace_back(people.getColumn(0).getInt64(), people.getColumn(1).getString());
  }
  state.participants.shrink_to_fit();  // kept for long
  ReadStored(state);
  return &meetings.emplace(std::string(id), std::move(state)).first->second;
}

// Every row, but not what is in it. It is done once and kept: whoever knocks with a wrong link must not cost that much.
void SqliteJournal::Database::ReadStored(MeetingState& meeting) {
  SQLite::Statement& rows = Use(find_stored,
                                "SELECT document, sequence, participant, replica, counter, LENGTH(payload) "
                                "FROM updates WHERE meeting = ? ORDER BY document, sequence");
  rows.bind(1, meeting.key);
  while (rows.executeStep()) {
    const auto document = static_cast<std::size_t>(rows.getColumn(0).getInt64());
    meeting.bytes += Unsigned(rows.getColumn(5).getInt64()) + kUpdateOverheadBytes;
    if (document >= kDocumentKindCount) continue;
    meeting.last_sequence[document] = Unsigned(rows.getColumn(1).getInt64());
    ReplicaState& replica = meeting.replicas[Unsigned(rows.getColumn(3).getInt64())];
    replica.owner = rows.getColumn(2).getInt64();
    std::uint64_t& last_counter = replica.last_counter[document];
    last_counter = std::max(last_counter, Unsigned(rows.getColumn(4).getInt64()));
  }
  rows.reset();
}

// An index would find it without this, and cost as much as all the rest of a commit: each replica's part of it is in
// another place. Few meetings ever need it.
EarlierUpdates& SqliteJournal::Database::FindEarlier(MeetingState& meeting, DocumentKind document) {
  const auto [found, is_new] = meeting.earlier.try_emplace(document);
  if (!is_new) return found->second;
  SQLite::Statement& rows = Use(find_counters,
                                "SELECT replica, counter, sequence FROM updates "
                                "WHERE meeting = ? AND document = ? ORDER BY sequence");
  rows.bind(1, meeting.key);
  rows.bind(2, static_cast<std::int64_t>(document));
  while (rows.executeStep()) {
    found->second[Unsigned(rows.getColumn(0).getInt64())].push_back(
        {Unsigned(rows.getColumn(1).getInt64()), Unsigned(rows.getColumn(2).getInt64())});
  }
  rows.reset();
  return found->second;
}

AppendOutcome SqliteJournal::Database::AnswerEarlier(MeetingState& meeting, const JournalEntry& entry) {
  const std::vector<StoredAt>& stored = FindEarlier(meeting, entry.document)[entry.replica];
  const auto at = std::ranges::lower_bound(stored, entry.counter, {}, &StoredAt::counter);
  if (at == stored.end() || at->counter != entry.counter) return {AppendResult::kOutOfOrder, 0};
  SQLite::Statement& row =
      Use(find_earlier, "SELECT payload FROM updates WHERE meeting = ? AND document = ? AND sequence = ?");
  row.bind(1, meeting.key);
  row.bind(2, static_cast<std::int64_t>(entry.document));
  row.bind(3, Signed(at->sequence));
  if (!row.executeStep()) throw SQLite::Exception("an update that was stored is missing");
  const bool same = std::ranges::equal(BlobOf(row.getColumn(0)), entry.payload);
  row.reset();
  if (!same) return {AppendResult::kConflict, 0};
  return {AppendResult::kAlreadyStored, at->sequence};
}

AppendOutcome SqliteJournal::Database::AppendOne(const JournalEntry& entry) {
  assert(entry.counter >= 1 && entry.counter <= kMaxCounter);
  MeetingState* meeting = FindState(entry.meeting);
  if (meeting == nullptr) throw SQLite::Exception("an update for a meeting that is not stored");
  const std::int64_t participant = meeting->KeyOf(entry.participant);
  if (participant == 0) {
    throw SQLite::Exception("an update by a participant who is not stored");
  }
  ReplicaState& replica = meeting->replicas[entry.replica];
  if (replica.owner != 0 && replica.owner != participant) return {AppendResult::kForeignReplica, 0};
  std::uint64_t& last_counter = replica.last_counter[IndexOf(entry.document)];
  if (entry.counter <= last_counter) return AnswerEarlier(*meeting, entry);

  const std::uint64_t sequence = meeting->last_sequence[IndexOf(entry.document)] + 1;
  SQLite::Statement& insert = Use(insert_update,
                                  "INSERT INTO updates (meeting, document, sequence, participant, replica, counter, "
                                  "checksum, at, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, meeting->key);
  insert.bind(2, static_cast<std::int64_t>(entry.document));
  insert.bind(3, Signed(sequence));
  insert.bind(4, participant);
  insert.bind(5, Signed(entry.replica));
  insert.bind(6, Signed(entry.counter));
  insert.bind(7, Checksum(meeting->key, entry.document, sequence, participant, entry.replica, entry.counter, entry.at,
                          entry.payload));
  insert.bind(8, entry.at);
  // An empty vector has no address, and SQLite reads a null address as NULL.
  static constexpr char kNoBytes = 0;
  const void* payload = entry.payload.empty() ? static_cast<const void*>(&kNoBytes) : entry.payload.data();
  insert.bindNoCopy(9, payload, static_cast<int>(entry.payload.size()));
  insert.exec();

  meeting->last_sequence[IndexOf(entry.document)] = sequence;
  meeting->bytes += entry.payload.size() + kUpdateOverheadBytes;
  replica.owner = participant;
  last_counter = entry.counter;
  if (const auto earlier = meeting->earlier.find(entry.document); earlier != meeting->earlier.end()) {
    earlier->second[entry.replica].push_back({entry.counter, sequence});
  }
  return {AppendResult::kStored, sequence};
}

SqliteJournal::SqliteJournal(std::unique_ptr<Database> database) : database_(std::move(database)) {}
SqliteJournal::~SqliteJournal() = default;

sqlite3* SqliteJournal::Handle() { return database_->sqlite->getHandle(); }

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::Open(const std::filesystem::path& directory) {
  Result<std::unique_ptr<SQLite::Database>> sqlite = OpenJournalDatabase(directory);
  if (!sqlite) return sqlite.GetError();
  std::unique_ptr<SqliteJournal> journal(new SqliteJournal(std::make_unique<Database>(std::move(sqlite.Value()))));
  if (const Status wiped = journal->WipePurged(); !wiped) return wiped.GetError();
  return journal;
}

Status SqliteJournal::CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) {
  const auto forget = [&] { database_->meetings.clear(); };
  try {
    SQLite::Transaction transaction(*database_->sqlite, SQLite::TransactionBehavior::IMMEDIATE);
    if (database_->FindState(meeting.id) != nullptr) return Error{ErrorCode::kConflict, "the meeting exists already"};
    if (database_->WasPurged(meeting.id)) return Error{ErrorCode::kConflict, "the meeting is deleted for good"};
    database_->InsertMeeting(meeting);
    for (const JournalEntry& entry : entries) {
      if (database_->AppendOne(entry).result == AppendResult::kStored) continue;
      forget();
      return Error{ErrorCode::kConflict, "an update that contradicts an earlier one (replica " +
                                             std::to_string(entry.replica) + ", counter " +
                                             std::to_string(entry.counter) + ")"};
    }
    transaction.commit();
    return OkStatus();
  } catch (const SQLite::Exception& exception) {
    forget();
    if (exception.getErrorCode() == SQLITE_CONSTRAINT) {
      return Error{ErrorCode::kConflict, "a participant or a key that is there twice"};
    }
    return Unavailable("the meeting could not be stored", exception);
  }
}

Result<std::vector<AppendOutcome>> SqliteJournal::Append(std::span<const JournalEntry> entries) {
  if (database_->meetings.size() > kMeetingsInMemory) database_->meetings.clear();
  try {
    database_->GrowCache(entries.size());
    SQLite::Transaction transaction(*database_->sqlite, SQLite::TransactionBehavior::IMMEDIATE);
    std::vector<AppendOutcome> outcomes;
    outcomes.reserve(entries.size());
    for (const JournalEntry& entry : entries) outcomes.push_back(database_->AppendOne(entry));
    transaction.commit();
    return outcomes;
  } catch (const SQLite::Exception& exception) {
    // What is remembered may include rows that were rolled back.
    database_->meetings.clear();
    return Unavailable("the updates could not be stored", exception);
  }
}

Result<std::vector<StoredUpdate>> SqliteJournal::Read(std::string_view meeting, DocumentKind document,
                                                      std::uint64_t after_sequence, ReadLimits limits) {
  std::vector<StoredUpdate> updates;
  try {
    const MeetingState* state = database_->FindState(meeting);
    if (state == nullptr) return Error{ErrorCode::kNotFound, "no such meeting"};
    if (after_sequence >= state->last_sequence[IndexOf(document)]) return updates;

    SQLite::Statement& rows =
        database_->Use(database_->read_updates,
                       "SELECT sequence, participant, replica, counter, checksum, at, payload FROM updates "
                       "WHERE meeting = ? AND document = ? AND sequence > ? ORDER BY sequence");
    rows.bind(1, state->key);
    rows.bind(2, static_cast<std::int64_t>(document));
    rows.bind(3, Signed(after_sequence));
    std::size_t bytes = 0;
    while (updates.size() < limits.updates && rows.executeStep()) {
      StoredUpdate update;
      update.sequence = Unsigned(rows.getColumn(0).getInt64());
      const std::int64_t participant = rows.getColumn(1).getInt64();
      update.replica = Unsigned(rows.getColumn(2).getInt64());
      update.counter = Unsigned(rows.getColumn(3).getInt64());
      update.at = rows.getColumn(5).getInt64();
      const SQLite::Column payload_column = rows.getColumn(6);
      const ByteView payload = BlobOf(payload_column);
      const std::string* id = state->IdOf(participant);
      const std::int64_t checksum = Checksum(state->key, document, update.sequence, participant, update.replica,
                                             update.counter, update.at, payload);
      if (update.sequence != after_sequence + updates.size() + 1 || id == nullptr ||
          checksum != rows.getColumn(4).getInt64()) {
        rows.reset();
        return Error{ErrorCode::kUnavailable, "stored update " + std::to_string(after_sequence + updates.size() + 1) +
                                                  " of a document is damaged"};
      }
      bytes += FrameBytes(payload.size(), id->size());
      if (bytes > limits.bytes && !updates.empty()) break;
      update.participant = *id;
      update.payload.assign(payload.begin(), payload.end());
      updates.push_back(std::move(update));
    }
    rows.reset();
    if (updates.empty()) return Error{ErrorCode::kUnavailable, "stored updates of a document are missing"};
    return updates;
  } catch (const SQLite::Exception& exception) {
    return Unavailable("the updates could not be read", exception);
  }
}

}  // namespace samsyn
