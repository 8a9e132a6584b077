// The only storage: for every document of a meeting an ordered list of updates, and beside it who the meeting's
// participants are. What Append and CreateMeeting have answered is on disk.
//
// Every journal passes tests/server/journal_contract.h. Errors are sentences for the log; kUnavailable means that
// nothing of the call was stored and that trying again may work.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/crypto/token.h"
#include "shared/base/bytes.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/wire/frames.h"
#include "shared/wire/roles.h"

namespace samsyn {

struct JournalParticipant {
  std::string id;
  Role role = Role::kObserver;
  TokenHash token_hash{};
};

struct JournalMeeting {
  std::string id;
  std::vector<JournalParticipant> participants;
};

// What the journal holds of a meeting, read when the first participant connects.
struct StoredMeeting {
  JournalMeeting meeting;
  std::array<std::uint64_t, kDocumentKindCount> last_sequence{};
  std::uint64_t bytes = 0;  // payloads, and kUpdateOverheadBytes for each update
};

struct JournalEntry {
  std::string meeting;
  DocumentKind document = DocumentKind::kPlan;
  std::string participant;
  ReplicaId replica = 0;
  std::uint64_t counter = 0;  // 1 … kMaxCounter
  Bytes payload;
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

struct ReadLimits {
  std::size_t updates = kMaxUpdatesPerFrame;
  std::size_t bytes = kMaxFrameBytes;  // encoded in an Updates frame; the first update is given whatever its size
};

class Journal {
 public:
  virtual ~Journal() = default;

  // A meeting with its first updates, all or nothing: an entry that Append would not store is kConflict.
  // kConflict also when the meeting exists.
  [[nodiscard]] virtual Status CreateMeeting(const JournalMeeting& meeting, std::span<const JournalEntry> entries) = 0;

  // kNotFound when there is no such meeting.
  [[nodiscard]] virtual Result<StoredMeeting> FindMeeting(std::string_view meeting) = 0;

  // Stores the entries in this order as one durable step and answers each: sequence numbers are 1, 2, 3, … within a
  // document. Entries name existing meetings and participants. An Error means that none of them was stored.
  [[nodiscard]] virtual Result<std::vector<AppendOutcome>> Append(std::span<const JournalEntry> entries) = 0;

  // Updates after `after_sequence`, in order, as many as the limits allow; empty when there are none. Damaged storage
  // is an Error, never a wrong update.
  [[nodiscard]] virtual Result<std::vector<StoredUpdate>> Read(std::string_view meeting, DocumentKind document,
                                                               std::uint64_t after_sequence, ReadLimits limits) = 0;
};

}  // namespace samsyn
