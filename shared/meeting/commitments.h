// Who does what: how a commitment may be changed, and what a yes was said to.
//
// Chair and secretary write them down until the meeting is closed; only the owner says yes.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

// What a yes is said to: what is done, and by when. When that changes afterwards the promise no longer stands.
[[nodiscard]] std::string TermsOf(const Commitment& commitment);

// Chair or secretary, while the meeting is not closed.
[[nodiscard]] Rule MayWriteOutcome(const Meeting& meeting, const Actor& actor);

[[nodiscard]] Rule SetOwner(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& participant);
[[nodiscard]] Rule SetCommitmentStart(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date);
[[nodiscard]] Rule SetCommitmentLatest(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date);

// "Jag tar det". kTakenHome: done, but as somebody without a mandate. kOwnersYes: it is another's to say.
[[nodiscard]] Rule AcceptCommitment(Meeting& meeting, const Actor& actor, OpId commitment);

[[nodiscard]] Rule SetCommitmentGoal(Meeting& meeting, const Actor& actor, OpId commitment, OpId goal);
// What it waits for; none: nothing. kNoCircle when that waits for this one.
[[nodiscard]] Rule SetCommitmentAfter(Meeting& meeting, const Actor& actor, OpId commitment, OpId after);
enum class CommitmentFlag : std::uint8_t { kOpenEnded, kVoluntary, kCondition };
[[nodiscard]] Rule SetCommitmentFlag(Meeting& meeting, const Actor& actor, OpId commitment, CommitmentFlag flag,
                                     bool on);

// One's own mandate, in a few words; the chair's to write for others only while they have not stated one.
[[nodiscard]] Rule SetMandate(Meeting& meeting, const Actor& actor, const std::string& participant, Mandate mandate,
                              const std::string& text);

// Still to be done, or going on.
[[nodiscard]] bool IsOpen(const Commitment& commitment);

// --- The timeline ---

struct TimelineEntry {
  Commitment commitment;
  std::string from;  // "2026-12-02" or empty
  std::string to;    // empty: no end, or none stated
  // Its dates do not fit: it begins before what it waits for is to be done, or it ends before it begins.
  bool begins_too_early = false;
  bool ends_before_it_begins = false;
  bool waits_for_nobody = false;  // what it waits for has no owner who said yes
};
// By first date, those without one last.
[[nodiscard]] std::vector<TimelineEntry> TimelineOf(const Meeting& meeting);

}  // namespace samsyn
