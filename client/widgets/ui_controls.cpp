// What is pressed and chosen: buttons, links, selects, checkboxes, tabs.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "client/widgets/ui_implementation.h"

namespace samsyn {
namespace {

Look LookOf(const ButtonSpec& spec) {
  switch (spec.kind) {
    case ButtonKind::kPrimary:
      return Look::kPrimary;
    case ButtonKind::kOutline:
      return Look::kOutline;
    case ButtonKind::kPlain:
      return Look::kBare;
    case ButtonKind::kDanger:
      return Look::kDanger;
    case ButtonKind::kStep:
      return Look::kStep;
    case ButtonKind::kStepDone:
      return Look::kStepDone;
    case ButtonKind::kSecondary:
      break;
  }
  return spec.large ? Look::kLarge : Look::kNone;
}

}  // namespace

bool Ui::Button(Key key, const ButtonSpec& spec) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  const bool hovered = self.pointer.over == id && !spec.disabled;
  const bool held = (hovered && self.pointer.down) || spec.pressed == Tristate::kTrue;

  Tone background = hovered ? Tone::kPaper : Tone::kCard;
  Tone border = Tone::kLine;
  Tone text = Tone::kInk;
  bool bold = false;
  switch (spec.kind) {
    case ButtonKind::kSecondary:
      break;
    case ButtonKind::kPrimary:
      background = border = hovered ? Tone::kTealDark : Tone::kTeal;
      text = Tone::kCard;
      bold = true;
      break;
    case ButtonKind::kOutline:
      background = hovered ? Tone::kTealSoft : Tone::kCard;
      border = text = Tone::kTeal;
      bold = true;
      break;
    case ButtonKind::kPlain:
      background = hovered ? Tone::kTealSoft : Tone::kNone;
      border = Tone::kNone;
      text = Tone::kTeal;
      break;
    case ButtonKind::kDanger:
      background = hovered ? Tone::kStopSoft : Tone::kCard;
      border = text = Tone::kStop;
      bold = true;
      break;
    case ButtonKind::kStep:
      background = hovered ? Tone::kCard : Tone::kStep;
      border = Tone::kStep;
      text = Tone::kSoft;
      break;
    case ButtonKind::kStepDone:
      background = hovered ? Tone::kCard : Tone::kOkSoft;
      border = Tone::kOkSoft;
      text = Tone::kOk;
      break;
  }
  if (held && spec.kind != ButtonKind::kPrimary) {
    background = Tone::kTealSoft;
    if (border != Tone::kNone) border = Tone::kTeal;
  }
  if (spec.disabled) {
    background = Tone::kStep;
    border = spec.kind == ButtonKind::kPlain ? Tone::kNone : Tone::kLine;
    text = Tone::kSoft;
  }

  Layout layout{.width = spec.width,
                .gap = 8,
                .padding = Sides(spec.kind == ButtonKind::kPlain ? 10 : 16, 8),
                .min_height = spec.large ? measure::kBigTarget : measure::kTarget,
                .background = background,
                .border = border,
                .radius = measure::kRadius};
  if (spec.label_align == Align::kCenter) layout.justify = Justify::kCenter;
  if (spec.label_align == Align::kEnd) layout.justify = Justify::kEnd;
  Box* box = self.Add(Box::Kind::kRow, layout);
  box->border_width = 2;
  box->sturdy = true;
  // A button without text around its icon is square.
  box->layout.padding.left = box->layout.padding.right =
      spec.label.empty() ? (self.S(measure::kTarget) - self.FontSize(TextSize::kBody)) / 2 : box->layout.padding.left;
  if (SemanticNode* node = self.Record(box, NodeRole::kButton, id, spec.name.empty() ? spec.label : spec.name)) {
    assert(!node->name.empty() && "a button needs a name");
    node->description = std::string(spec.description);
    node->disabled = spec.disabled;
    node->pressed = spec.pressed;
    node->expanded = spec.expanded;
    node->look = LookOf(spec);
  }
  auto scope = self.OpenLayout(this, box);
  self.Top().silent = true;
  const float size = self.FontSize(spec.large ? TextSize::kLarge : TextSize::kButton);
  const float icon_size = spec.label.empty() ? self.FontSize(TextSize::kBody) : std::round(size * 0.9F);
  if (spec.icon != Icon::kNone) self.AddIcon(spec.icon, text, icon_size);
  if (!spec.label.empty()) {
    self.AddText({{std::string(spec.label), bold ? FontFace::kBold : FontFace::kRegular, size, text}}, Align::kCenter,
                 {}, std::round(size * measure::kLineHeight));
  }
  if (spec.icon_after != Icon::kNone) self.AddIcon(spec.icon_after, text, icon_size);
  return !spec.disabled && self.Took(id, ActionKind::kPress);
}

void Ui::Link(Key key, std::string_view label, std::string_view address) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  const float size = self.FontSize(TextSize::kBody);
  Box* box = self.AddText({{std::string(label), FontFace::kRegular, size, Tone::kTeal}}, Align::kStart, Fit(),
                          std::round(size * measure::kLineHeight));
  box->layout.border = Tone::kTeal;
  box->border_width = 1;
  box->top_line = 2;
  if (SemanticNode* node = self.Record(box, NodeRole::kLink, id, label)) node->value = std::string(address);
}

std::optional<std::size_t> Ui::Select(Key key, const SelectSpec& spec) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  assert(!spec.options.empty());
  const std::size_t chosen = std::min(spec.chosen, spec.options.size() - 1);
  Scope column = Column({.width = spec.width, .gap = 4});
  if (spec.show_label) self.AddLabel(spec.label);
  Box* box = self.Add(Box::Kind::kRow, {.gap = 8,
                                        .padding = Sides(13, 8),
                                        .min_height = measure::kTarget,
                                        .background = self.pointer.over == id ? Tone::kPaper : Tone::kCard,
                                        .border = Tone::kFieldLine,
                                        .radius = measure::kFieldRadius});
  box->border_width = 1.5F;
  if (SemanticNode* node = self.Record(box, NodeRole::kSelect, id, spec.label)) {
    node->options.assign(spec.options.begin(), spec.options.end());
    node->value = std::to_string(chosen);
    node->disabled = spec.disabled;
  }
  {
    auto scope = self.OpenLayout(this, box);
    self.Top().silent = true;
    const float size = self.FontSize(TextSize::kBody);
    const Tone tone = spec.disabled ? Tone::kSoft : Tone::kInk;
    self.AddText({{spec.options[chosen], FontFace::kRegular, size, tone}}, Align::kStart, Fill(),
                 std::round(size * measure::kLineHeight));
    self.AddIcon(Icon::kChevronDown, Tone::kSoft, std::round(size * 0.8F));
  }
  std::size_t last = chosen;  // somebody who steps through a list may be several steps ahead of us
  for (const Action& action : self.actions) {
    if (action.node != id || action.kind != ActionKind::kChoose) continue;
    std::size_t option = 0;
    const char* end = action.value.data() + action.value.size();
    const auto parsed = std::from_chars(action.value.data(), end, option);
    if (parsed.ec == std::errc() && parsed.ptr == end && option < spec.options.size()) last = option;
  }
  return last != chosen ? std::optional(last) : std::nullopt;
}

std::optional<bool> Ui::Checkbox(Key key, const CheckboxSpec& spec) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box =
      self.Add(Box::Kind::kRow, {.width = Fit(), .padding = Sides(0, 4), .min_height = measure::kTarget, .radius = 6});
  if (SemanticNode* node = self.Record(box, NodeRole::kCheckbox, id, spec.label)) {
    node->checked = spec.checked ? Tristate::kTrue : Tristate::kFalse;
    node->description = std::string(spec.description);
    node->disabled = spec.disabled;
  }
  auto scope = self.OpenLayout(this, box);
  self.Top().silent = true;
  Box* square = self.Add(Box::Kind::kRow, {.width = Px(26),
                                           .height = Px(26),
                                           .padding = All(4),
                                           .background = spec.checked ? Tone::kTeal : Tone::kCard,
                                           .border = spec.checked ? Tone::kTeal : Tone::kFieldLine,
                                           .radius = 6});
  square->border_width = 2;
  if (spec.checked) {
    auto inside = self.OpenLayout(this, square);
    self.AddIcon(Icon::kCheck, Tone::kCard, self.S(18));
  }
  const float size = self.FontSize(TextSize::kBody);
  self.AddText({{std::string(spec.label), FontFace::kRegular, size, spec.disabled ? Tone::kSoft : Tone::kInk}},
               Align::kStart, {}, std::round(size * measure::kLineHeight));
  if (!spec.disabled && self.Took(id, ActionKind::kPress)) return !spec.checked;
  return std::nullopt;
}

std::optional<std::size_t> Ui::Tabs(Key key, std::string_view name, std::span<const TabSpec> tabs, std::size_t chosen) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* bar =
      self.Add(Box::Kind::kRow, {.gap = 0, .align = Align::kStretch, .background = Tone::kCard, .border = Tone::kLine});
  bar->border_width = 1;
  bar->top_line = 1;
  self.Record(bar, NodeRole::kNavigation, id, name);
  Scope scope = self.OpenBox(this, bar, id);
  std::optional<std::size_t> pressed;
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    const NodeId tab_id = MakeNodeId(id, "#tab", i);
    const bool current = i == chosen;
    Box* tab = self.Add(Box::Kind::kColumn, {.width = Fill(),
                                             .gap = 2,
                                             .padding = Sides(2, 12),
                                             .align = Align::kCenter,
                                             .justify = Justify::kCenter,
                                             .min_height = 48,
                                             .border = current ? Tone::kTeal : Tone::kNone});
    tab->border_width = 3;
    tab->top_line = 1;
    if (self.pointer.over == tab_id) tab->layout.background = Tone::kTealSoft;
    if (SemanticNode* node = self.Record(tab, NodeRole::kButton, tab_id, tabs[i].label)) node->current = current;
    auto inside = self.OpenLayout(this, tab);
    self.Top().silent = true;
    const Tone tone = current ? Tone::kTeal : Tone::kSoft;
    const float size = self.FontSize(TextSize::kSmall);
    if (tabs[i].icon != Icon::kNone) self.AddIcon(tabs[i].icon, tone, std::round(size * 1.2F));
    self.AddText({{std::string(tabs[i].label), current ? FontFace::kBold : FontFace::kRegular, size, tone}},
                 Align::kCenter, {}, std::round(size * measure::kLineHeight));
    if (self.Took(tab_id, ActionKind::kPress)) pressed = i;
  }
  return pressed;
}

}  // namespace samsyn
