// The end of the meeting: what is missing, who is responsible for the whole, the person's approval, closing, and dated
// corrections afterwards.
//
// Only the four things the law asks for are ever called required; all can be closed without, with a reason.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

// --- What there should be ---

enum class CheckKind : std::uint8_t {
  kMeasures,  // required: what is needed
  kBodies,    // required: which body answers for what
  kOthers,    // required: what others do
  kOverall,   // required: which body holds it together
  kFollowUp,  // the day of the follow-up
  kApproved,  // the person has said that it is right
};
struct Check {
  CheckKind kind = CheckKind::kMeasures;
  bool done = false;
  bool required = false;
};
[[nodiscard]] std::vector<Check> ChecksOf(const Meeting& meeting);

// One thing that is incomplete, for a sentence in plain words.
enum class Missing : std::uint8_t {
  kNoCommitments,
  kOwner,  // nobody does it
  kYes,    // the owner has not said yes
  kBody,
  kWhen,
  kAnswerDay,  // taken home: by when there is an answer
  kGoal,
  kCondition,  // other help must not depend on it
  kCarrier,    // nobody carries the need on
  kNextStep,
  kOverall,
  kFollowUp,
  kApproval,
};
struct MissingThing {
  Missing what = Missing::kNoCommitments;
  OpId about;        // the commitment or the need; none: the plan
  std::string name;  // its text
};
[[nodiscard]] std::vector<MissingThing> MissingIn(const Meeting& meeting);

// --- Overall responsibility ---

struct Overall {
  ResponsibleBody body = ResponsibleBody::kUnstated;
  std::string participant;
};
[[nodiscard]] Overall OverallOf(const Meeting& meeting);
[[nodiscard]] Rule SetOverall(Meeting& meeting, const Actor& actor, const Overall& overall);

// --- The person's approval ---

enum class PlanApproval : std::uint8_t { kNone, kApproved, kChanged };  // kChanged: something is new since
[[nodiscard]] PlanApproval PlanApprovalOf(const Meeting& meeting);
[[nodiscard]] std::int64_t PlanApprovedAt(const Meeting& meeting);  // milliseconds since 1970 UTC; 0: not
// A participant: the person, or the helper they have chosen.
[[nodiscard]] std::string PlanApprovedBy(const Meeting& meeting);
[[nodiscard]] Rule ApprovePlan(Meeting& meeting, const Actor& actor);
[[nodiscard]] Rule TakePlanApprovalBack(Meeting& meeting, const Actor& actor);

// --- Closing ---

struct Closing {
  std::int64_t at = 0;  // milliseconds since 1970 UTC; 0: not closed
  std::string by;       // a participant
  std::string reason;   // when something was missing
};
[[nodiscard]] Closing ClosingOf(const Meeting& meeting);  // of this round
[[nodiscard]] bool IsClosed(const Meeting& meeting);
// Closing asks for a reason when something is missing: kReasonForNeed, kReasonToClose. The meeting goes on to the
// follow-up.
[[nodiscard]] Rule Close(Meeting& meeting, const Actor& actor, const std::string& reason);

// May this text be written in directly? After closing, what was agreed and noted is corrected instead.
[[nodiscard]] Rule MayEditText(const Meeting& meeting, const Actor& actor, DocumentKind document, FieldRef text);

// --- Corrections: the original stays ---

struct Correction {
  OpId record;
  std::string text;
  std::string by;            // a participant
  std::int64_t at = 0;       // milliseconds since 1970 UTC
  std::string rewritten_by;  // a participant who has written over what another had written; empty: nobody has
};
// Of a commitment, a need or an agenda item's notes; oldest first.
[[nodiscard]] std::vector<Correction> CorrectionsOf(const Meeting& meeting, OpId about);
[[nodiscard]] Rule Correct(Meeting& meeting, const Actor& actor, OpId about, const std::string& text);

// --- Four questions, if one wants ---

enum class Asked : std::uint8_t { kListened, kUnderstood, kDecided, kSafe };
inline constexpr int kAskedCount = 4;
struct Feedback {
  OpId record;                                      // none: nothing answered yet
  std::string writer;                               // a participant
  std::array<std::int64_t, kAskedCount> answers{};  // 1 to 5; 0: not answered
  std::string comment;
};
// Of the meeting or the follow-up of a round.
[[nodiscard]] std::int64_t OccasionOf(const Meeting& meeting);
[[nodiscard]] std::vector<Feedback> FeedbackOf(const Meeting& meeting, std::int64_t occasion);
// What was said on the occasion before this one.
[[nodiscard]] std::vector<Feedback> LastFeedback(const Meeting& meeting);
[[nodiscard]] std::vector<Feedback> FeedbackBefore(const Meeting& meeting, std::int64_t occasion);
[[nodiscard]] bool SaysNothing(const Feedback& feedback);
[[nodiscard]] Feedback OwnFeedback(const Meeting& meeting, const Actor& actor);
[[nodiscard]] Rule AnswerFeedback(Meeting& meeting, const Actor& actor, Asked question, std::int64_t answer);
[[nodiscard]] Rule CommentFeedback(Meeting& meeting, const Actor& actor, const std::string& comment);

}  // namespace samsyn
