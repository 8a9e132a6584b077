#include "client/panels/shared_text.h"

#include <utility>

#include "client/widgets/text_change.h"
#include "shared/meeting/summary.h"

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
  // What is closed looks read only, too.
  spec.read_only = spec.read_only || MayEditText(*panel.state.meeting, panel.state.Me(), document, text) != Rule::kNone;
  TextFieldResult result = panel.ui.TextField(key, spec);
  if (!result.splices.empty()) panel.Want(intent::EditText{document, text, result.splices});
  if (result.focused && (result.selection_changed || result.focus_gained || !result.splices.empty())) {
    panel.Want(intent::PlaceCaret{document, text, result.selection_start, result.selection_end});
  }
  if (result.focus_lost) panel.Want(intent::LiftCaret{text});
  if (result.too_long) panel.ui.Announce(panel.say(Str::kTooLong), Politeness::kAssertive);
  return result;
}

TextFieldResult SharedTextToBe(const Panel& panel, Key key, DocumentKind document, FieldRef text, TextFieldSpec spec,
                               std::function<Rule(Meeting&, const Actor&, const std::string&)> write_first) {
  if (!text.record.IsNone()) return SharedText(panel, key, document, text, spec);
  spec.text = {};
  spec.read_only = spec.read_only || !panel.state.MayWrite(document);
  TextFieldResult result = panel.ui.TextField(key, spec);
  if (result.splices.empty()) return result;
  panel.Want(intent::Change{[write_first = std::move(write_first), typed = Spliced({}, result.splices)](
                                Meeting& meeting, const Actor& me) { return write_first(meeting, me, typed); }});
  return result;
}

}  // namespace samsyn
