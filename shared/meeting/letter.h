// The invitation: what it is built from, the person's approval of it, and when it was sent.
//
// Its words are the client's (client/panels/invitation); here is what they are made of, and whether it has changed
// since the person approved it.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

enum class LetterApproval : std::uint8_t { kNone, kApproved, kChanged };
[[nodiscard]] LetterApproval LetterApprovalOf(const Meeting& meeting);
// The person's, or their helper's.
[[nodiscard]] Rule ApproveLetter(Meeting& meeting, const Actor& actor);

[[nodiscard]] std::int64_t LetterSentAt(const Meeting& meeting);  // milliseconds since 1970 UTC; 0: not sent
// By whoever leads, once the person has approved what it says, who is invited and the pace.
[[nodiscard]] Rule MarkLetterSent(Meeting& meeting, const Actor& actor);

// What the chair adds: a text in the plan.
[[nodiscard]] FieldRef LetterText();

}  // namespace samsyn
