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
enum class CommitmentState { kProposed, kTakenHome, kDone, kNotDone, kOngoing, kNoUse };
inline constexpr int kCommitmentStateCount = 6;

// What a commitment amounts to.
enum class Standing {
  kNobody,     // no owner yet
  kProposed,   // the owner has not said yes
  kPromised,   // the owner has said yes
  kTakenHome,  // the owner lacks the mandate and takes the question home
  kDone,
  kNotDone,
  kOngoing,
  kNoUse,  // taken away: it was of no use
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
  OpId question_record = {};            // the question itself, in voice
  bool is_sub = false;
  bool unknown = false;                // "vi vet inte än"
  std::string picture = {};            // picture support: one of kItemPictures; empty: none
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
  OpId goal = {};           // a goal in voice
  OpId after = {};          // the commitment it waits for
  bool open_ended = false;  // as long as the person wants: it has no latest day
  bool voluntary = false;
  bool is_condition = false;       // other help depends on it
  bool changed_since_yes = false;  // the owner said yes to something else than what stands there now
  std::string why = {};            // how it went, in a few words
  std::string new_owner = {};      // a participant id
  std::string done_date = {};      // "2026-12-16" or empty
  std::int64_t round = 0;          // the round it was made in
};

// A need that nobody could take.
enum class NeedState { kOpen, kRemains, kSolved };
inline constexpr int kNeedStateCount = 3;
struct Need {
  OpId record;
  std::string what;
  std::vector<std::string> tried;  // participant ids
  std::string reason;
  std::string carrier;  // a participant id: who carries it on; empty: nobody yet
  std::string next;
  std::string latest;  // "2026-12-15" or empty
  OpId item;
  NeedState state = NeedState::kOpen;
  std::string comment;
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
