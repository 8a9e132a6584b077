#include "client/panels/panels.h"

namespace samsyn {

void DrawOptionsView(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewOptions)); }
void DrawOptions(const Panel&, OpId) {}
bool HasOptions(const Panel&, OpId) { return false; }

}  // namespace samsyn
