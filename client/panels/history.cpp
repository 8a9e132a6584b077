#include "client/panels/panels.h"

namespace samsyn {

void DrawHistory(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewHistory)); }

}  // namespace samsyn
