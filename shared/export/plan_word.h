// The words of a kept plan that nobody in the meeting has written. Whoever keeps one hands them in, in one language.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/fill_pattern.h"

namespace samsyn {

enum class PlanWord : std::uint8_t {
  kPlanName,
  kOnlyBody,    // {0}: which
  kOnlyPerson,  // {0}: who
  kDayOfMeeting,
  kPlace,
  kKept,
  kState,
  kApproved,  // {0}: who, {1}: when
  kNotApproved,
  kChangedSince,
  kClosed,        // {0}: when, {1}: who
  kClosedReason,  // {0}
  kOwnWords,
  kStrengths,
  kTry,
  kFollowUpWords,
  kWhySip,
  kLaw,
  kLawMeasures,  // these four in the order of CheckKind
  kLawBodies,
  kLawOthers,
  kLawOverall,
  kIsThere,
  kIsMissing,
  kGoals,
  kShortGoals,
  kMeasure,  // {0}
  kNoGoals,
  kWhoDoesWhat,
  kNoCommitments,
  kBodyHeading,   // {0}
  kBodyUnstated,  // these six in the order of ResponsibleBody
  kBodyMunicipality,
  kBodyRegion,
  kBodyOther,
  kBodyOwn,
  kBodyRelative,
  kWhat,
  kWho,
  kWhen,
  kStateLabel,
  kFrom,       // {0}
  kLatest,     // {0}
  kOpenEnded,  // {0}: the person
  kNoDay,
  kAfter,    // {0}
  kForGoal,  // {0}
  kVoluntary,
  kCondition,
  kHowItWent,  // {0}
  kNewOwner,   // {0}
  kDoneDay,    // {0}
  kNobodyYet,  // these eight in the order of Standing
  kProposed,
  kPromised,
  kTakenHome,
  kDone,
  kNotDone,
  kOngoing,
  kNoUse,
  kChanged,  // {0}: the owner
  kNeeds,
  kNoNeeds,
  kCarries,  // {0}
  kNobodyCarries,
  kNeedReason,  // {0}
  kNeedTried,   // {0}
  kNeedNext,    // {0}
  kNeedSolved,
  kDissents,
  kNoDissents,
  kRewritten,   // {0}: who has written over it
  kCorrection,  // {0}: when, {1}: by whom; what was corrected comes after it
  kExplained,
  kFollowUp,
  kNoFollowUp,
  kCaller,
  kContact,
  kPeople,
  kName,
  kRole,
  kMandate,
  kMandateUnstated,  // these four in the order of Mandate
  kMandateYes,
  kMandatePartly,
  kMandateNo,
  kRoleIndividual,  // these ten in the order of Role
  kRoleChair,
  kRoleSecretary,
  kRoleSupporter,
  kRoleRelative,
  kRoleGuardian,
  kRoleInterpreter,
  kRoleProfessional,
  kRoleInvited,
  kRoleObserver,
  kNotes,
  kNothing,
  kOwnWordsHere,
  kNotesApproved,  // {0}: the person
  kWrittenFor,     // {0}: who has written for the person
  kUnknownYet,
  kUntitled,
  kSomebodyGone,
  kPerson,  // whom the meeting is for, when there is no name
  kCount,
};

struct PlanWords {
  std::string language;  // "sv": a tag of RFC 5646
  std::array<std::string, static_cast<std::size_t>(PlanWord::kCount)> texts;

  [[nodiscard]] const std::string& operator()(PlanWord word) const { return texts[static_cast<std::size_t>(word)]; }
  [[nodiscard]] std::string operator()(PlanWord word, std::string_view first, std::string_view second = {}) const {
    return FillPattern((*this)(word), first, second);
  }
  // Of several that stand in the order of an enum.
  template <typename Enum>
  [[nodiscard]] const std::string& Of(PlanWord first, Enum which) const {
    return texts[static_cast<std::size_t>(first) + static_cast<std::size_t>(which)];
  }
};

}  // namespace samsyn
