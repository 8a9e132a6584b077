// The follow-up: when it is, what was promised and what came of it, and the next round.
//
// All of it stands in outcome, one record for each round. The person's own words are in voice (voice.h, FollowUpWords).
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

struct FollowUp {
  std::string date;  // "2027-01-26" or empty
  std::string start;
  std::string end;
  std::string place;
  std::string caller;   // a participant: who sends the invitation
  std::string contact;  // a participant: whom to talk to until then
  std::int64_t ended_at = 0;
};
[[nodiscard]] FollowUp FollowUpOf(const Meeting& meeting);  // of this round
// Whoever writes the outcome; also after closing, and without a reason.
[[nodiscard]] Rule SetFollowUp(Meeting& meeting, const Actor& actor, const FollowUp& follow_up);

// This round's records in outcome: one, or several when two pages have begun it apart. They are read as one.
[[nodiscard]] std::vector<OpId> RoundEndsOf(const Meeting& meeting);
OpId MakeRoundEnd(Meeting& meeting);

// Something of what came of it has been written: what is asked now is about the follow-up.
[[nodiscard]] bool FollowUpBegan(const Meeting& meeting);

// How it went with a commitment: kDone, kOngoing, kNotDone or kNoUse. By chair and secretary, at any time.
[[nodiscard]] Rule SetResult(Meeting& meeting, const Actor& actor, OpId commitment, CommitmentState result);
[[nodiscard]] Rule SetNewOwner(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& participant);
[[nodiscard]] Rule SetDoneDate(Meeting& meeting, const Actor& actor, OpId commitment, const std::string& date);
[[nodiscard]] Rule SetNeedResult(Meeting& meeting, const Actor& actor, OpId need, NeedState result);

// Days after the promised day that it was done; 0: in time, or not known.
[[nodiscard]] int DaysLate(const Commitment& commitment);

[[nodiscard]] Rule EndFollowUp(Meeting& meeting, const Actor& actor);
// Goals, open commitments and unresolved needs are carried over; the agenda begins anew. Whoever takes over a
// commitment becomes its owner, who is asked to say yes.
[[nodiscard]] Rule StartNewRound(Meeting& meeting, const Actor& actor);

}  // namespace samsyn
