#include "client/panels/panels.h"

namespace samsyn {

void DrawSummary(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewSummary)); }

}  // namespace samsyn
