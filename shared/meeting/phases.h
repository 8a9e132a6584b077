// Where a SIP is: is one needed, which phase it is in, and which round.
//
// Going back is always allowed, and skipping never blocks. All of it stands in the plan.
#pragma once

#include "shared/meeting/actor.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

enum class Phase : std::uint8_t { kPreparation, kExchange, kInvitation, kMeeting, kFollowUp };
inline constexpr int kPhaseCount = 5;

// The wording differs, the schema does not.
enum class Template : std::uint8_t { kAdult, kChild, kElderly, kDischarge, kPsychiatry };
inline constexpr int kTemplateCount = 5;

enum class Needed : std::uint8_t { kUndecided, kYes, kNo };
inline constexpr int kNeededCount = 3;

[[nodiscard]] Phase PhaseOf(const Meeting& meeting);
[[nodiscard]] Rule SetPhase(Meeting& meeting, const Actor& actor, Phase phase);

[[nodiscard]] Template TemplateOf(const Meeting& meeting);
void SetTemplate(Meeting& meeting, Template which);

[[nodiscard]] Needed NeededOf(const Meeting& meeting);
[[nodiscard]] Rule SetNeeded(Meeting& meeting, const Actor& actor, Needed needed);

// Who answers for their bodies, as the plan names them: "Sjövalla kommun".
[[nodiscard]] std::string MunicipalityOf(const Meeting& meeting);
[[nodiscard]] std::string RegionOf(const Meeting& meeting);
void SetBodies(Meeting& meeting, const std::string& municipality, const std::string& region);

// The agenda's five parts; the person's questions are the third.
enum class Part : std::uint8_t { kOpening, kNow, kNeeds, kSummary, kEnd };
struct PlannedItem {
  std::string title;
  std::int64_t minutes = 0;
  OpId question = {};  // the person's, when the item is one
};
// The person's questions inside the five parts, in the order the person gave them. `titles` are the five parts' own;
// a question is its own title. Without questions the third part stands alone.
inline constexpr int kPartCount = 5;
[[nodiscard]] std::vector<PlannedItem> PlanAgenda(const Meeting& meeting, const std::vector<std::string>& titles);
// Puts what is missing of that into the agenda: the parts when there is none, and items for questions that have none.
[[nodiscard]] Rule FillAgenda(Meeting& meeting, const Actor& actor, const std::vector<std::string>& titles);

// More than an hour, or more than seven items.
struct AgendaWarnings {
  bool too_long = false;
  bool too_many = false;
  std::int64_t minutes = 0;
  std::size_t items = 0;
};
[[nodiscard]] AgendaWarnings WarningsOf(const std::vector<AgendaItem>& agenda);

}  // namespace samsyn
