#include "client/panels/value_field.h"

#include <optional>
#include <utility>

#include "client/widgets/text_change.h"

namespace samsyn {
namespace {

bool IsBlank(const std::string& text) { return text.find_first_not_of(" \t\n") == std::string::npos; }

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

}  // namespace

void ValueField(const Panel& panel, Key key, const ValueFieldSpec& spec,
                std::function<Rule(Meeting&, const Actor&, const std::string&)> set) {
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
    for (const TextSplice& splice : field.splices) text = TextChange(splice).ApplyTo(text);
    if (!field.splices.empty()) panel.Want(intent::Type{id, {text, false}});
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

}  // namespace samsyn
