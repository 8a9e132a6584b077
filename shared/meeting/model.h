// The SIP meeting in plain values, as panels and exports read it. Words: domain terms, see schema.h for storage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/wire/roles.h"

namespace samsyn {

enum class Mandate { kUnstated, kYes, kPartly, kNo };

enum class ResponsibleBody { kUnstated, kMunicipality, kRegion, kOther, kOwn, kRelative };
inline constexpr int kResponsibleBodyCount = 6;

// What the chair or secretary has written about a commitment. "Promised" is never written by them: it follows from the
// owner's own acceptance (Standing).
enum class CommitmentState { kProposed, kTakenHome, kDone, kNotDone };
inline constexpr int kCommitmentStateCount = 4;

// What a commitment amounts to.
enum class Standing {
  kNobody,     // no owner yet
  kProposed,   // the owner has not said yes
  kPromised,   // the owner has said yes
  kTakenHome,  // the owner lacks the mandate and takes the question home
  kDone,
  kNotDone,
};

enum class ItemState { kWaiting, kNow, kDone };

struct Participant {
  OpId record;
  std::string id;
  std::string name;
  Role role = Role::kObserver;
  std::string title;
  std::string organisation;
  Mandate mandate = Mandate::kUnstated;
  std::string mandate_text;
  std::string box_key = {};         // the public key others wrap keys for; hexadecimal
  std::string box_key_writer = {};  // the participant who wrote that
};

struct AgendaItem {
  OpId record;
  std::string number;  // "1", "3a": counted from the order
  std::string title;
  std::int64_t minutes = 0;
  ItemState state = ItemState::kWaiting;
  std::string lead;                     // a participant id; empty: everyone
  std::optional<std::string> question;  // the person's own words, when the item answers a question of theirs
  bool is_sub = false;
  std::optional<DocumentKind> shared;  // its item document, when somebody sees it who sees nothing else
};

struct Commitment {
  OpId record;
  std::string what;
  std::string owner;  // a participant id; empty: nobody yet
  ResponsibleBody body = ResponsibleBody::kUnstated;
  std::string start;   // "2026-12-02" or empty
  std::string latest;  // the same
  CommitmentState state = CommitmentState::kProposed;
  Standing standing = Standing::kNobody;
  OpId item;
};

// An agenda item as those see it who see nothing else.
struct SharedItem {
  std::string title;
  std::string question;  // the person's own words; empty: none
};

struct MeetingInfo {
  std::string title;
  std::string date;
  std::string start;
  std::string end;
  std::string place;
  std::string purpose;
};

}  // namespace samsyn
