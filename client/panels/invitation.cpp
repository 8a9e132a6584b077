#include "client/panels/panels.h"

namespace samsyn {

void DrawInvitationView(const Panel& panel) { panel.ui.Heading(2, panel.say(Str::kViewInvitation)); }

}  // namespace samsyn
