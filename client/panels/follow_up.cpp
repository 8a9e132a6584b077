#include "client/panels/panels.h"

namespace samsyn {

void DrawFollowUp(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewFollowUp)); }

}  // namespace samsyn
