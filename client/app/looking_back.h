// What somebody does who looks back at how the meeting was.
#pragma once

#include "client/state/app_state.h"
#include "client/state/intent.h"

namespace samsyn {

void ShowHistory(AppState& state, const intent::ShowHistory& wanted);
void ShowAsItWas(AppState& state, const intent::ShowAsItWas& wanted);
void ShowAsItIs(AppState& state);
// The edit that makes a text what it was, of only what differs; nothing to be done when nobody looks back.
[[nodiscard]] intent::EditText EditBack(const AppState& state, const intent::BringBackText& wanted);
void NoteBroughtBack(AppState& state, DocumentKind document);
// In the document it was brought back in, and not where something was written last.
[[nodiscard]] bool UndoBringBack(AppState& state);

}  // namespace samsyn
