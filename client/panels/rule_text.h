// Why a change was not made, or what it meant, in a sentence that says what to do instead.
#pragma once

#include <string>

#include "client/panels/panel.h"
#include "shared/meeting/actor.h"

namespace samsyn {

[[nodiscard]] std::string RuleText(Rule rule, const AppState& state, const Strings& say);
// Across the page, until it is understood.
void DrawRule(const Panel& panel);

}  // namespace samsyn
