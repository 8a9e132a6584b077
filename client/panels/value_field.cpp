#include "client/panels/value_field.h"

#include <optional>
#include <utility>

#include "client/widgets/text_change.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

// As people read it.
std::string Shown(const Panel& panel, const ValueFieldSpec& spec) {
  switch (spec.kind) {
    case ValueKind::kDate:
      return panel.say.ShortDate(spec.stored, panel.state.Today());
    case ValueKind::kTime:
      return panel.say.TimeOfDay(spec.stored);
    case ValueKind::kText:
      break;
  }
  return spec.stored;
}

// As it is stored; nothing when it cannot be read.
std::optional<std::string> Read(const Panel& panel, ValueKind kind, const std::string& text) {
  if (kind == ValueKind::kText) return text;
  if (IsBlank(text)) return std::string();
  if (kind == ValueKind::kTime) return ParseWrittenTime(text);
  const std::optional<Date> date = ParseWrittenDate(text, panel.state.Today());
  return date ? std::optional(StoredDate(*date)) : std::nullopt;
}

// The text after what was typed, which is kept. What did not fit is said.
std::string TakeTyping(const Panel& panel, NodeId id, std::string text, const TextFieldResult& field) {
  if (field.too_long) panel.ui.Announce(panel.say(Str::kTooLong), Politeness::kAssertive);
  if (field.splices.empty()) return text;
  text = Spliced(std::move(text), field.splices);
  panel.Want(intent::Type{id, {text, false}});
  return text;
}

}  // namespace

void ValueField(const Panel& panel, Key key, const ValueFieldSpec& spec, SetText set) {
  const NodeId id = panel.ui.IdOf(key);
  const auto typed = panel.state.typed.find(id);
  const bool typing = typed != panel.state.typed.end();
  const bool invalid = typing && typed->second.invalid;
  std::string text = typing ? typed->second.text : Shown(panel, spec);
  const std::string_view wrong = panel.say(spec.kind == ValueKind::kTime ? Str::kTimeWrong : Str::kDateWrong);
  std::string_view hint = spec.placeholder;
  if (hint.empty() && spec.kind == ValueKind::kDate) hint = panel.say(Str::kDateHint);
  if (hint.empty() && spec.kind == ValueKind::kTime) hint = panel.say(Str::kTimeHint);
  {
    auto column = panel.ui.Column({.width = spec.width, .gap = 2});
    const TextFieldResult field = panel.ui.TextField(key, {.label = spec.label,
                                                           .text = text,
                                                           .show_label = spec.show_label,
                                                           .read_only = spec.read_only,
                                                           .invalid = invalid,
                                                           .placeholder = hint,
                                                           .description = invalid ? wrong : std::string_view(),
                                                           .max_code_points = spec.max_code_points,
                                                           .width = Fill()});
    if (invalid) panel.ui.Text(wrong, {.size = TextSize::kMuted, .tone = Tone::kStop});
    text = TakeTyping(panel, id, std::move(text), field);
    if (!(field.focus_lost || field.submitted) || (!typing && field.splices.empty())) return;
  }
  const std::optional<std::string> value = Read(panel, spec.kind, text);
  if (!value) return panel.Want(intent::Type{id, {text, true}});
  if (*value != spec.stored) {
    panel.Want(intent::Change{
        [set = std::move(set), value = *value](Meeting& meeting, const Actor& me) { return set(meeting, me, value); }});
  }
  panel.Want(intent::Untype{id});
}

DraftResult DraftField(const Panel& panel, Key key, const DraftFieldSpec& spec) {
  const NodeId id = panel.ui.IdOf(key);
  const auto typed = panel.state.typed.find(id);
  const std::string text = typed == panel.state.typed.end() ? spec.before : typed->second.text;
  const TextFieldResult field = panel.ui.TextField(key, {.label = spec.label,
                                                         .text = text,
                                                         .multiline = spec.multiline,
                                                         .show_label = true,
                                                         .placeholder = spec.placeholder,
                                                         .max_code_points = spec.max_code_points,
                                                         .width = Fill()});
  return {TakeTyping(panel, id, text, field), field.submitted, field.dismissed};
}

void ForgetDraft(const Panel& panel, Key key) { panel.Want(intent::Untype{panel.ui.IdOf(key)}); }

}  // namespace samsyn
