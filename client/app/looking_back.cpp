#include "client/app/looking_back.h"

#include "client/widgets/text_change.h"

namespace samsyn {

void ShowHistory(AppState& state, const intent::ShowHistory& wanted) {
  state.view = View::kHistory;
  state.back.item = wanted.item;
  state.back.brought_back.reset();
}

void ShowAsItWas(AppState& state, const intent::ShowAsItWas& wanted) {
  state.back.then = state.history.At(wanted.moment);
  state.back.participant = wanted.participant;
  state.back.at = wanted.at;
  state.back.brought_back.reset();
}

void ShowAsItIs(AppState& state) {
  state.back.then.reset();
  state.back.brought_back.reset();
}

intent::EditText EditBack(const AppState& state, const intent::BringBackText& wanted) {
  intent::EditText edit{wanted.document, wanted.text, {}};
  if (state.back.then == nullptr) return edit;
  const std::string now = state.meeting->Of(wanted.document).TextOf(wanted.text);
  const std::string then = state.back.then->Of(wanted.document).TextOf(wanted.text);
  edit.splices = TextChange::Between(now, then).Splices();
  return edit;
}

void NoteBroughtBack(AppState& state, DocumentKind document) {
  state.back.then.reset();
  state.back.brought_back = document;
}

bool UndoBringBack(AppState& state) {
  if (!state.back.brought_back) return false;
  const DocumentKind document = *state.back.brought_back;
  state.back.brought_back.reset();
  return state.meeting->UndoOf(document).Undo().has_value();
}

}  // namespace samsyn
