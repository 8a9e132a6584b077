// The text field: the browser's own field does the typing (web/mirror.js); here its box is drawn, its text too while
// it has no focus, and its edits become the document's.
#include <algorithm>
#include <cmath>

#include "client/widgets/ui_implementation.h"
#include "shared/base/utf8.h"

namespace samsyn {

void Ui::Implementation::AddLabel(std::string_view label) {
  const float size = FontSize(TextSize::kMuted);
  // The control carries the name; a second reading of it would only disturb.
  AddText({{std::string(label), FontFace::kBold, size, Tone::kInk}}, Align::kStart, {},
          std::round(size * measure::kLineHeight));
}

TextFieldResult Ui::TextField(Key key, const TextFieldSpec& spec) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  TextFieldResult result;

  auto [entry, is_new] = self.fields.try_emplace(id, std::string(spec.text));
  Implementation::Field& field = entry->second;
  field.seen = true;
  field.buffer.SetDocument(spec.text, spec.remote);
  result.splices = field.buffer.TakeLocal({spec.multiline, spec.max_code_points});
  result.too_long = field.buffer.RefusedTooLong();
  for (auto& command : field.buffer.TakeCommands()) {
    self.commands.push_back({id, command.position, command.removed, std::move(command.inserted)});
  }

  const bool focused = self.focused == id && !spec.read_only;
  result.focused = focused;
  result.focus_gained = focused && !field.was_focused;
  result.focus_lost = !focused && field.was_focused;
  field.was_focused = focused;
  result.selection_changed = field.selection_changed || result.focus_gained;
  field.selection_changed = false;
  result.selection_start = field.buffer.SelectionAnchor();
  result.selection_end = field.buffer.SelectionCaret();
  result.submitted = self.Took(id, ActionKind::kSubmit);
  result.dismissed = self.Took(id, ActionKind::kDismiss);

  Scope column = Column({.width = spec.width, .gap = 4});
  if (spec.show_label) self.AddLabel(spec.label);
  const float size = self.FontSize(spec.size);
  FieldMetrics metrics;
  metrics.font_size = size;
  metrics.line_height = std::round(size * (spec.multiline ? measure::kFieldLineHeight : measure::kLineHeight));
  metrics.padding_x = self.S(13);
  metrics.padding_y = self.S(11);
  Layout layout{.min_height = spec.min_height,
                .background = spec.read_only ? Tone::kPaper : Tone::kCard,
                .border = focused ? Tone::kTeal : Tone::kFieldLine,
                .radius = measure::kFieldRadius};
  if (spec.invalid) layout.border = Tone::kStop;
  Box* box = self.Add(Box::Kind::kField, layout);
  box->layout.padding = {metrics.padding_x, metrics.padding_y, metrics.padding_x, metrics.padding_y};
  box->border_width = focused ? 3.0F : 1.5F;
  box->leaf_width = self.S(160);
  box->line_height = metrics.line_height;
  box->show_text = !focused;

  const std::string& shown = field.buffer.Field();
  const FontFace face = FaceOf(spec.weight);
  if (field.layout == nullptr || field.layout_text != shown || field.layout_size != size || field.layout_face != face) {
    field.layout = std::make_shared<TextLayout>(std::vector<StyledRun>{{shown, face, size, Tone::kInk}}, self.glyphs);
    field.layout_text = shown;
    field.layout_size = size;
    field.layout_face = face;
  }
  box->text = field.layout;
  if (shown.empty() && !spec.placeholder.empty()) {
    box->text = std::make_shared<TextLayout>(
        std::vector<StyledRun>{{std::string(spec.placeholder), face, size, Tone::kSoft}}, self.glyphs);
  }
  for (const RemoteCaret& caret : spec.carets) {
    box->carets.push_back(
        {std::string(caret.name), caret.person, field.buffer.ToField(caret.start), field.buffer.ToField(caret.end)});
  }

  if (SemanticNode* node = self.Record(box, NodeRole::kTextField, id, spec.label)) {
    node->value = shown;
    node->placeholder = std::string(spec.placeholder);
    node->description = std::string(spec.description);
    node->lang = std::string(spec.lang);
    node->multiline = spec.multiline;
    node->read_only = spec.read_only;
    node->invalid = spec.invalid;
    node->bold = spec.weight == Weight::kBold;
    node->field = metrics;
  }
  return result;
}

}  // namespace samsyn
