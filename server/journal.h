// The only storage: for every meeting who may do what, the documents' wrapped keys and the access log, and for each of
// its documents an ordered list of updates. What a call has answered is on disk.
//
// Several relays may share one journal, each through an object of its own. What the others store is told by
// TakeForeign.
//
// Every journal passes tests/server/journal_contract.h. Errors are sentences for the log; kUnavailable means that
// nothing of the call may be counted on, and that trying again may work: what is on disk already is found then and not
// stored twice. Where nobody else could have stored it (one machine), it is not on disk. Times are milliseconds since
// 1970 UTC.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/access.h"
#include "shared/wire/commands.h"
#include "shared/wire/frames.h"
#include "shared/wire/roles.h"

namespace samsyn {

struct JournalMeeting {
  std::string id;
  MeetingAccess access;
  std::vector<TokenHash> token_hashes;  // of the links, one for each of access.participants
  std::vector<KeyFor> keys;
  std::int64_t created = 0;
};

// A link that works no longer because its participant has got another one.
struct ReplacedLink {
  std::string participant;
  TokenHash token_hash{};
};

// What the journal holds of a meeting, read when the first participant connects.
struct StoredMeeting {
  JournalMeeting meeting;
  std::vector<ReplacedLink> replaced;
  std::array<std::uint64_t, kDocumentKindCount> last_sequence{};
  std::uint64_t bytes = 0;         // payloads, and kUpdateOverheadBytes for each update
  std::int64_t expiry_logged = 0;  // the last kConsentExpired of the access log; 0: none
};

struct JournalLogEntry {
  std::string meeting;
  LogEntry entry;  // whose sequence the journal chooses
};

struct JournalEntry {
  std::string meeting;
  DocumentKind document = DocumentKind::kPlan;
  std::string participant;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;  // 1 … kMaxCounter
  Bytes payload;
  std::int64_t at = 0;  // when it is stored; not part of what makes two updates the same
};

enum class AppendResult {
  kStored,
  kAlreadyStored,   // the same bytes were stored before
  kForeignReplica,  // the replica belongs to another participant of the meeting
  kConflict,        // other bytes are stored under this counter
  kOutOfOrder,      // a later counter of the replica is stored and this one never was
};

struct AppendOutcome {
  AppendResult result = AppendResult::kStored;
  std::uint64_t sequence = 0;  // for kStored and kAlreadyStored
};

// An append that was begun, and is over.
struct Appended {
  std::vector<JournalEntry> entries;
  Result<std::vector<AppendOutcome>> outcomes;  // as of Append
};

enum class Waiting { kNot, kUntilDone };

// What an update takes in an Updates frame, at most.
[[nodiscard]] constexpr std::size_t FrameBytes(std::size_t payload_bytes, std::size_t participant_bytes) {
  constexpr std::size_t kAllElse = 48;
  return payload_bytes + participant_bytes + kAllElse;
}

struct ReadLimits {
  std::size_t updates = kMaxUpdatesPerFrame;
  std::size_t bytes = kMaxFrameBytes;  // encoded in an Updates frame; the first update is given whatever its size
};

// Something of a meeting that is kept (Journal::Keep) was stored, and no call of this relay has answered with it.
struct ForeignChange {
  enum class What {
    kUpdates,  // of the document
    kAccess,   // also that the meeting was purged
  };
  std::string meeting;
  What what = What::kUpdates;
  DocumentKind document = DocumentKind::kPlan;
};

class Journal {
 public:
  virtual ~Journal() = default;

  // A meeting with its first updates and a log that says kCreated, all or nothing: an entry that Append would not store
  // and a key that is there twice are kConflict. kConflict also when the meeting exists or was purged.
  [[nodiscard]] virtual Status CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) = 0;

  // kNotFound when there is no such meeting, or no longer.
  [[nodiscard]] virtual Result<StoredMeeting> FindMeeting(std::string_view meeting) = 0;

  // One durable step: who may do what from now on, more keys and more of the access log. Participants are never fewer
  // than before. Where a participant's hash is another one, the old one is remembered as replaced and the keys that
  // only the old link could open are gone. A key that is there already is kConflict, and then nothing is stored. So is
  // what was decided before another relay's change was heard of, which TakeForeign tells then.
  [[nodiscard]] virtual Status SaveAccess(std::string_view meeting, const MeetingAccess& access,
                                          std::span<const TokenHash> token_hashes, std::span<const KeyFor> new_keys,
                                          std::span<const LogEntry> entries) = 0;

  // Adds to the access logs in this order: sequence numbers are 1, 2, 3, … within a meeting. Entries of meetings that
  // are not stored, because they were purged meanwhile, are passed over.
  [[nodiscard]] virtual Status AppendLog(std::span<const JournalLogEntry> entries) = 0;
  // At most `limit` entries after `after`, in order.
  [[nodiscard]] virtual Result<std::vector<LogEntry>> ReadLog(std::string_view meeting, std::uint64_t after,
                                                              std::size_t limit) = 0;

  // Deletes the meeting for good: afterwards storage holds none of its bytes, only that a meeting with this id's hash
  // was purged. kNotFound when there is no such meeting.
  [[nodiscard]] virtual Status Purge(std::string_view meeting, std::int64_t at) = 0;
  [[nodiscard]] virtual Result<bool> WasPurged(std::string_view meeting) = 0;
  // The meetings whose purge_at has come.
  [[nodiscard]] virtual Result<std::vector<std::string>> DuePurges(std::int64_t now) = 0;

  // Stores the entries in this order as one durable step and answers each: sequence numbers are 1, 2, 3, … within a
  // document. Entries name existing meetings and participants. An Error means that none of them may be acknowledged;
  // those that are stored all the same are told by TakeForeign.
  [[nodiscard]] virtual Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries) = 0;

  // An Append that need not be over when the call is: TakeAppended has the answer once it is. One at a time. Whatever
  // else is asked meanwhile is answered as if it were over.
  virtual void BeginAppend(std::vector<JournalEntry> entries) {
    Result<std::vector<AppendOutcome>> outcomes = Append(entries);
    appended_.emplace(Appended{std::move(entries), std::move(outcomes)});
  }
  // Nothing when none was begun, and when it is not over and nobody waits for it.
  [[nodiscard]] virtual std::optional<Appended> TakeAppended(Waiting /*waiting*/) {
    return std::exchange(appended_, std::nullopt);
  }

  // Updates after `after_sequence`, in order, as many as the limits allow; empty when there are none. Damaged storage
  // is an Error, never a wrong update.
  [[nodiscard]] virtual Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                               std::uint64_t after_sequence, ReadLimits limits) = 0;

  // --- Several relays. A journal of one relay alone has nothing to do here. ---

  // Somebody is in the meeting: foreign changes are told from now on.
  virtual void Keep(std::string_view /*meeting*/) {}
  virtual void LetGo(std::string_view /*meeting*/) {}
  // Somebody has seen this update of the document already: it is read even if nobody told of it yet.
  virtual void HearUpTo(std::string_view /*meeting*/, DocumentKind /*document*/, std::uint64_t /*sequence*/) {}
  // Everything since the last time, whatever it was; called every turn.
  [[nodiscard]] virtual std::vector<ForeignChange> TakeForeign() { return {}; }
  // Nothing can be stored, and what others store is not heard: nobody should be told that all is well.
  [[nodiscard]] virtual bool IsAway() const { return false; }

 private:
  std::optional<Appended> appended_;
};

}  // namespace samsyn
