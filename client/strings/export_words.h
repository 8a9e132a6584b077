// The words of a kept plan (shared/export/plan_word.h) in the language of these strings.
#pragma once

#include "client/strings/strings.h"
#include "shared/export/plan_word.h"

namespace samsyn {

[[nodiscard]] PlanWords PlanWordsOf(const Strings& say);

}  // namespace samsyn
