// The agenda made from the person's questions, inside its five parts.
#pragma once

#include "client/panels/panel.h"

namespace samsyn {

// There is no agenda, or a question that is not on it.
[[nodiscard]] bool AgendaLacks(const AppState& state);
// A button that makes the agenda or completes it; nothing when there is nothing to do, or for who only reads.
void DrawFillAgenda(const Panel& panel, Key key);

}  // namespace samsyn
