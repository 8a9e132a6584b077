// Who changes a meeting, and why they may not.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/wire/access.h"

namespace samsyn {

struct Actor {
  std::string id;
  Role role = Role::kObserver;
  bool speaks_for_individual = false;  // the person, or the helper they have chosen
  bool has_pen = false;                // the secretary's
  std::bitset<kDocumentKindCount> writable;
  std::int64_t now = 0;  // milliseconds since 1970 UTC

  [[nodiscard]] bool MayWrite(DocumentKind document) const { return writable[static_cast<std::size_t>(document)]; }
  // Takes the meeting from one item or phase to the next.
  [[nodiscard]] bool Leads() const { return role == Role::kChair || role == Role::kIndividual || has_pen; }
};

[[nodiscard]] Actor ActorOf(const MeetingAccess& access, std::string_view participant, std::int64_t now);

// What a change of the meeting answers: kNone when it is done, else why it is not. Each has a sentence that says what
// to do instead (client/panels/rule_text).
enum class Rule : std::uint8_t {
  kNone,
  kReadsOnly,         // an observer, or somebody without consent
  kPersonsOwn,        // what the person says is for the person and their helper to write
  kPersonsOrder,      // the person's questions are theirs to order and remove
  kChairOrSecretary,  // who does what is written down by the chair and the secretary
  kLeadsMeeting,      // the meeting is taken on by the chair, the person and the secretary
  kOwnMandate,        // everyone states their own mandate
  kTakenHome,         // done, but not as a promise: somebody without a mandate takes it home
  kOwnersYes,         // only the owner says yes
  kOwnDissent,        // a dissent is its writer's alone
  kPauseOthers,       // the person, a relative and the chair pause
  kNothingWritten,    // a text is missing
  kNotApproved,       // the person approves the invitation before it is sent
  kReasonToClose,     // something is missing: closing asks for a reason
  kReasonForNeed,     // a need that nobody carries on: closing asks for a reason
  kClosed,            // after closing it is corrected instead
  kNotClosed,         // only what is closed is corrected
  kOwnTurn,           // in a go-round everyone has one turn
  kNoCircle,          // a commitment cannot wait for itself
};

// Why this actor does not write there; kNone: they may.
[[nodiscard]] Rule WhyNotWrite(const Actor& actor, DocumentKind document);

}  // namespace samsyn
