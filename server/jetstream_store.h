// Inside the JetStream journal: what is remembered of meetings, how it is kept up with what other relays store, and how
// something is stored. Only the journal's own files include this.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "server/jetstream_journal.h"
#include "server/nats_bus.h"
#include "server/nats_feed.h"
#include "server/nats_link.h"
#include "server/stored_records.h"

namespace samsyn {

inline constexpr const char* kUpdatesStream = "SAMSYN";
inline constexpr const char* kMeetingsStream = "KV_SAMSYN";  // the key-value bucket SAMSYN

inline std::size_t IndexOf(DocumentKind document) { return static_cast<std::size_t>(document); }

// The name a meeting has in subjects: its id may hold anything.
[[nodiscard]] std::string MeetingKey(std::string_view id);
[[nodiscard]] std::string RecordSubject(std::string_view meeting_key);
[[nodiscard]] std::string DocumentSubject(std::string_view room, DocumentKind document);
[[nodiscard]] std::string LogSubject(std::string_view room);
[[nodiscard]] std::uint64_t RandomNumber();

// By participant, document and number. False when one is there already.
[[nodiscard]] bool AddKeys(std::vector<KeyFor>& keys, std::span<const KeyFor> added);

struct CachedDocument {
  struct At {
    std::uint64_t counter = 0;
    std::uint64_t sequence = 0;
  };
  std::uint64_t last_place = 0;       // in the stream, of the last message
  std::vector<StoredUpdate> updates;  // sequence n is at n − 1
  std::unordered_map<ReplicaId, std::vector<At>> replicas;
};

struct CachedLog {
  std::uint64_t last_place = 0;
  std::vector<LogEntry> entries;  // sequence n is at n − 1
  std::unordered_set<std::uint64_t> batches;
};

struct CachedMeeting {
  std::string key;
  MeetingRecord record;
  std::uint64_t revision = 0;    // the record's place in its stream; 0: not read yet
  std::uint64_t last_place = 0;  // of the last message under its subject
  bool is_uncertain = false;     // the record may be another one: nobody answered when it was to be changed
  bool is_loaded = false;        // documents and log are
  bool is_kept = false;
  bool is_purged = false;
  std::uint64_t used = 0;  // the larger, the later
  std::array<CachedDocument, kDocumentKindCount> documents;
  CachedLog log;
  std::unordered_map<ReplicaId, std::string> owners;
  std::uint64_t bytes = 0;
  std::int64_t expiry_logged = 0;

  [[nodiscard]] const std::string& Id() const { return record.meeting.id; }
  [[nodiscard]] CachedDocument& Of(DocumentKind document) { return documents[IndexOf(document)]; }
  void Add(DocumentKind document, std::uint64_t place, std::vector<StoredUpdate> updates);
  void Add(std::uint64_t place, LogBatch batch);
  // Of the last message of the document that is called so, or of the log.
  [[nodiscard]] std::uint64_t PlaceOf(std::string_view name) const;
  // The last sequence number of it.
  [[nodiscard]] std::uint64_t SequenceOf(std::string_view name) const;
};

// What is stored under a meeting's subject, as far as it counts.
struct CurrentRecord {
  StoredRecord record;
  std::uint64_t place = 0;
  std::uint64_t last_place = 0;         // of all there is
  std::vector<std::uint64_t> earlier;   // places of the versions before it
  std::vector<std::uint64_t> outdated;  // places of everything else, those included
};

// What becomes of one entry, given what is stored and what `batch` will store before it.
struct Decision {
  AppendOutcome outcome;
  bool is_new = false;
};
[[nodiscard]] Decision Decide(CachedMeeting& meeting, const JournalEntry& entry, std::span<const StoredUpdate> batch,
                              const std::unordered_map<ReplicaId, std::string>& new_owners);

// Of a subject not everything has been heard that others know of.
struct Gap {
  std::uint64_t sequence = 0;  // that has to be known
  std::chrono::steady_clock::time_point since{};
};

struct JetStreamJournal::Store {
  explicit Store(std::unique_ptr<NatsLink> opened);

  // --- jetstream_store.cpp: what is known ---

  // Its record is known. kNotFound when there is no such meeting, or no longer.
  [[nodiscard]] Result<CachedMeeting*> Find(std::string_view id);
  // So are its documents and its log.
  [[nodiscard]] Result<CachedMeeting*> Load(std::string_view id);
  // Takes in what the feeds have heard.
  void Hear();
  // Reads what others know of and this relay has not heard, wherever it is.
  void FillGaps();
  // Others are told how much there is of it now, and once more in a while.
  void TellStored(CachedMeeting& meeting, DocumentKind document);
  // Waits for what must be there, because something could not be stored after what is known.
  void CatchUp(CachedMeeting& meeting, const std::string& subject, std::uint64_t known_place);
  [[nodiscard]] Status Refresh(CachedMeeting& meeting);
  // Of what is stored from this place on; nothing when there is no such meeting. What counts, and what is known to have
  // counted, must not come before it.
  [[nodiscard]] Result<std::optional<CurrentRecord>> ReadRecord(const std::string& meeting_key, std::uint64_t from = 1);
  // Until what is stored there is known. An Error when that takes too long.
  [[nodiscard]] Status HearPlace(CachedMeeting& meeting, const std::string& subject, std::uint64_t place);
  void Forget(CachedMeeting& meeting);
  void ForgetUnused();
  [[nodiscard]] bool IsAway() const { return link->IsAway() || !updates_feed.IsAlive() || !meetings_feed.IsAlive(); }
  [[nodiscard]] Error Away() const;

  // --- jetstream_append.cpp: what is stored in documents and logs ---

  [[nodiscard]] Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries);
  [[nodiscard]] Status AppendLogs(std::vector<std::pair<CachedMeeting*, LogBatch>> batches);
  // What the last change of access has to tell the log.
  [[nodiscard]] Status LogWaiting(CachedMeeting& meeting);

  // --- jetstream_access.cpp, jetstream_purge.cpp ---

  [[nodiscard]] Status Create(const JournalMeeting& meeting, std::span<const JournalEntry> entries);
  // In place of the one that is known, as its next version. kConflict: there is another one, which is known now.
  [[nodiscard]] Status PutRecord(CachedMeeting& meeting, StoredRecord record);
  // So that the meeting is looked at when its time has come. `purge_at` 0: now.
  [[nodiscard]] Status PutDue(const std::string& meeting_key, std::int64_t purge_at);
  [[nodiscard]] Status Purge(std::string_view id, std::int64_t at);
  [[nodiscard]] Result<std::vector<std::string>> DuePurges(std::int64_t now);
  // All that is left of a deleted meeting.
  [[nodiscard]] Status Wipe(const std::string& meeting_key, const Tombstone& tombstone);
  [[nodiscard]] Status EraseAll(const std::string& stream, const std::string& subjects, std::uint64_t except = 0);

  // By any thread.
  void Wake();
  void WakeWith(std::function<void()> how);

  std::mutex wake_mutex;
  std::function<void()> wake;  // guarded by wake_mutex
  std::unique_ptr<NatsLink> link;
  NatsFeed updates_feed;
  NatsFeed meetings_feed;
  NatsBus bus;
  std::map<std::string, std::unique_ptr<CachedMeeting>, std::less<>> meetings;  // by id
  std::unordered_map<std::string, CachedMeeting*> by_room;
  std::unordered_map<std::string, CachedMeeting*> by_key;
  // Servers of a cluster check the condition of a message before they agree on its place, and two may meet it at once:
  // which of them counts is known when both are heard.
  bool is_clustered = false;
  std::uint64_t uses = 0;
  std::set<std::pair<std::string, DocumentKind>> advanced;  // for TakeForeign
  std::set<std::string> changed;                            // for TakeForeign
  std::map<std::string, Gap> gaps;                          // by subject
  std::chrono::steady_clock::time_point tried_gaps{};
  std::map<std::pair<std::string, DocumentKind>, std::chrono::steady_clock::time_point> tell_again;
  std::set<std::string> rooms_to_wipe;  // deleted elsewhere, while this relay may have been storing something
  std::int64_t looked_for_due = 0;

 private:
  void HearUpdates(const NatsMessage& message);
  void HearRecord(const NatsMessage& message);
  [[nodiscard]] Status Take(CachedMeeting& meeting, const NatsMessage& message);
  [[nodiscard]] Status LookAt(const std::string& due_subject, std::int64_t now, std::vector<std::string>& due);
  [[nodiscard]] Status ReadRoom(CachedMeeting& meeting);
  [[nodiscard]] Status ReadFrom(CachedMeeting& meeting, const std::string& subjects, std::uint64_t from);
  void TakeRecord(CachedMeeting& meeting, StoredRecord record, std::uint64_t place);
};

}  // namespace samsyn
