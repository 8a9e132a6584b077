#include "client/panels/shared_text.h"

namespace samsyn {

TextFieldResult SharedText(const Panel& panel, Key key, DocumentKind document, FieldRef text, TextFieldSpec spec) {
  const Document& source = panel.state.meeting->Of(document);
  const std::string current = source.TextOf(text);
  std::vector<std::string> names;  // what the carets' views point to
  std::vector<RemoteCaret> carets;
  names.reserve(panel.state.peers.size());
  for (const auto& [connection, peer] : panel.state.peers) {
    const auto& place = peer.presence.place;
    if (!place || place->document != document || place->text != text) continue;
    names.push_back(panel.state.FirstNameOf(peer.participant));
    carets.push_back({names.back(), panel.state.IndexOf(peer.participant), source.PositionOf(text, place->start),
                      source.PositionOf(text, place->end)});
  }
  spec.text = current;
  for (const RemoteEdits& edits : panel.state.remote_edits) {
    if (edits.document == document && edits.text == text) spec.remote = edits.splices;
  }
  spec.carets = carets;
  spec.read_only = spec.read_only || !panel.state.MayWrite(document);
  TextFieldResult result = panel.ui.TextField(key, spec);
  if (!result.splices.empty()) panel.Want(intent::EditText{document, text, result.splices});
  if (result.focused && (result.selection_changed || result.focus_gained || !result.splices.empty())) {
    panel.Want(intent::PlaceCaret{document, text, result.selection_start, result.selection_end});
  }
  if (result.focus_lost) panel.Want(intent::LiftCaret{text});
  if (result.too_long) panel.ui.Announce(panel.say(Str::kTooLong), Politeness::kAssertive);
  return result;
}

}  // namespace samsyn
