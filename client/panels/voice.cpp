#include "client/panels/panels.h"

namespace samsyn {

void DrawVoice(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kMyVoice)); }

}  // namespace samsyn
