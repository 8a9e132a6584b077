// Writing options and choosing among them: what options.cpp shows is changed here.
#pragma once

#include "client/panels/panel.h"
#include "shared/meeting/options.h"

namespace samsyn {

// All options of an item as fields, with what was removed.
void DrawOptionEditors(const Panel& panel, OpId item, const std::vector<Option>& options);
// Want it, later, no: the person's, and pressed by somebody else they say whose.
void DrawChoiceButtons(const Panel& panel, const Option& option);
// One option alone, chosen: why? It asks, and waits for no answer.
void DrawBecause(const Panel& panel, const std::vector<Option>& options);

}  // namespace samsyn
