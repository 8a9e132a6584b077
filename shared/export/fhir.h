// The plan as HL7 FHIR R4 (4.0.1): a Bundle of CarePlan, Goal, CareTeam, Consent and Communication with the people and
// bodies they refer to, for care systems. The mapping is told in README.md beside this. Ids hold within the bundle and
// nowhere else, and no national register is pointed at: Samsyn knows no personal numbers.
#pragma once

#include <string>

#include "shared/base/random.h"
#include "shared/export/plan_word.h"
#include "shared/meeting/meeting.h"

namespace samsyn {

inline constexpr const char* kFhirType = "application/fhir+json";

struct FhirWish {
  std::int64_t now = 0;       // milliseconds since 1970 UTC
  std::int64_t to_local = 0;  // what local time is ahead of that, milliseconds
};
// `random` gives the bundle's names.
[[nodiscard]] std::string PlanAsFhir(const Meeting& meeting, const MeetingAccess& access, const PlanWords& words,
                                     RandomSource& random, const FhirWish& wish);

}  // namespace samsyn
