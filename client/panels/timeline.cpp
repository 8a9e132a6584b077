#include "client/panels/panels.h"

namespace samsyn {

void DrawTimeline(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewTimeline)); }

}  // namespace samsyn
