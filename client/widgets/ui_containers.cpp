// The containers of Ui, and what they share.
#include <algorithm>
#include <cmath>

#include "client/widgets/ui_implementation.h"

namespace samsyn {
namespace {

Look LookOf(CardKind kind) {
  switch (kind) {
    case CardKind::kPlain:
      return Look::kCard;
    case CardKind::kNow:
      return Look::kNowCard;
    case CardKind::kDashedWarning:
      return Look::kWarningCard;
    case CardKind::kBare:
      break;
  }
  return Look::kNone;
}

}  // namespace

float Ui::Implementation::FontSize(TextSize size) const { return std::round(PixelsOf(size) * scale); }

Layout Ui::Implementation::Scaled(Layout layout) const {
  if (layout.width.kind == Extent::Kind::kFixed) layout.width.value *= scale;
  if (layout.height.kind == Extent::Kind::kFixed) layout.height.value *= scale;
  layout.gap *= scale;
  layout.padding = {layout.padding.left * scale, layout.padding.top * scale, layout.padding.right * scale,
                    layout.padding.bottom * scale};
  layout.min_height *= scale;
  layout.max_width *= scale;
  layout.radius *= scale;
  return layout;
}

bool Ui::Implementation::Took(NodeId node, ActionKind kind) {
  return std::any_of(actions.begin(), actions.end(),
                     [&](const Action& action) { return action.node == node && action.kind == kind; });
}

Box* Ui::Implementation::Add(Box::Kind kind, const Layout& layout) {
  Box* box = arena.Make();
  box->kind = kind;
  box->layout = Scaled(layout);
  if (layout.border != Tone::kNone) box->border_width = std::max(1.0F, std::round(scale));
  // A key scope has no box: its contents go where it stands.
  for (auto container = open.rbegin(); container != open.rend(); ++container) {
    if (container->box == nullptr) continue;
    container->box->children.push_back(box);
    break;
  }
  return box;
}

SemanticNode* Ui::Implementation::Record(Box* box, NodeRole role, NodeId id, std::string_view name) {
  if (Top().silent) return nullptr;
  SemanticNode node;
  node.id = id;
  // A key scope's id only makes its children's ids; the parent is the nearest real node.
  for (auto container = open.rbegin(); container != open.rend() && node.parent == kNoNode; ++container) {
    if (building.Find(container->node) != nullptr) node.parent = container->node;
  }
  node.role = role;
  node.name = std::string(name);
  building.Add(std::move(node));
  box->node = id;
  placed_nodes.emplace_back(box, id);
  return building.Find(id);
}

Ui::Scope Ui::Implementation::OpenBox(Ui* ui, Box* box, NodeId node) {
  open.push_back({.box = box, .node = node, .silent = Top().silent, .owner = open.size()});
  return Scope(ui);
}

Ui::Scope Ui::Implementation::OpenLayout(Ui* ui, Box* box) {
  open.push_back({.box = box, .node = Top().node, .silent = Top().silent, .owner = Top().owner});
  return Scope(ui);
}

Ui::Scope Ui::Row(const Layout& layout) {
  Box* box = implementation_->Add(Box::Kind::kRow, layout);
  return implementation_->OpenLayout(this, box);
}

Ui::Scope Ui::Column(const Layout& layout) {
  Box* box = implementation_->Add(Box::Kind::kColumn, layout);
  return implementation_->OpenLayout(this, box);
}

Ui::Scope Ui::Wrap(const Layout& layout) {
  Box* box = implementation_->Add(Box::Kind::kWrap, layout);
  return implementation_->OpenLayout(this, box);
}

void Ui::Space(float pixels) {
  Box* box = implementation_->Add(Box::Kind::kLeaf, {});
  box->leaf_width = box->leaf_height = implementation_->S(pixels);
}

void Ui::Spring() { implementation_->Add(Box::Kind::kSpring, {}); }

void Ui::Divider() {
  Box* box = implementation_->Add(Box::Kind::kLeaf, {.background = Tone::kLine});
  box->leaf_height = 1;
}

Ui::Scope Ui::KeyScope(Key key) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  self.open.push_back({.box = nullptr, .node = id, .silent = self.Top().silent, .owner = self.open.size()});
  return Scope(this);
}

Ui::Scope Ui::Landmark(Key key, LandmarkKind kind, std::string_view name, const Layout& layout) {
  auto& self = *implementation_;
  NodeRole role = NodeRole::kRegion;
  switch (kind) {
    case LandmarkKind::kBanner:
      role = NodeRole::kBanner;
      break;
    case LandmarkKind::kNavigation:
      role = NodeRole::kNavigation;
      break;
    case LandmarkKind::kMain:
      role = NodeRole::kMain;
      break;
    case LandmarkKind::kRegion:
      role = NodeRole::kRegion;
      break;
    case LandmarkKind::kComplementary:
      role = NodeRole::kComplementary;
      break;
    case LandmarkKind::kContentInfo:
      role = NodeRole::kContentInfo;
      break;
  }
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  self.Record(box, role, id, name);
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::Group(Key key, std::string_view name, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  self.Record(box, NodeRole::kGroup, id, name);
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::List(Key key, std::string_view name, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  self.Record(box, NodeRole::kList, id, name);
  return self.OpenBox(this, box, id);
}

void Ui::Implementation::Dress(Box* box, CardKind kind, const Layout& asked) {
  const bool own_padding = asked.padding.left + asked.padding.top + asked.padding.right + asked.padding.bottom > 0;
  Layout& layout = box->layout;
  const float padding = S(measure::kCardPadding);
  switch (kind) {
    case CardKind::kBare:
      return;
    case CardKind::kPlain:
      layout.background = Tone::kCard;
      layout.border = Tone::kLine;
      box->border_width = 1;
      break;
    case CardKind::kNow:
      layout.background = Tone::kNowSoft;
      box->outline = Tone::kNow;
      box->outline_width = 2;
      break;
    case CardKind::kDashedWarning:
      layout.background = Tone::kCard;
      layout.border = Tone::kWarn;
      box->border_width = 2;
      box->dashed = true;
      break;
  }
  layout.radius = S(measure::kRadius);
  // The border takes its own room, as in CSS.
  const float edge = box->border_width;
  if (!own_padding) layout.padding = {padding, padding, padding, padding};
  layout.padding.left += edge;
  layout.padding.top += edge;
  layout.padding.right += edge;
  layout.padding.bottom += edge;
}

Ui::Scope Ui::ListItem(Key key, CardKind card, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  self.Dress(box, card, layout);
  if (SemanticNode* node = self.Record(box, NodeRole::kListItem, id, {})) {
    node->current = card == CardKind::kNow;
    node->look = LookOf(card);
  }
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::ScrollArea(Key key, std::string_view name, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  box->scrolls = true;
  // Where it was scrolled to when its place is not known yet this frame.
  if (const auto found = self.scrolls.find(id); found != self.scrolls.end()) box->scroll = found->second;
  self.Record(box, NodeRole::kScrollArea, id, name);
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::Card(Key key, CardKind kind, std::string_view name, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, layout);
  self.Dress(box, kind, layout);
  if (SemanticNode* node = self.Record(box, name.empty() ? NodeRole::kBox : NodeRole::kGroup, id, name)) {
    node->look = LookOf(kind);
  }
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::Quote(Tone bar, Tone background, const Layout& layout) {
  auto& self = *implementation_;
  Layout quote = layout;
  quote.background = background;
  quote.radius = 8;
  if (quote.padding.left == 0) quote.padding = {17, 6, 12, 6};
  quote.gap = layout.gap == measure::kGap ? 0 : layout.gap;
  const NodeId id = MakeNodeId(self.Owner().node, "#quote", self.Owner().texts++);
  Box* box = self.Add(Box::Kind::kColumn, quote);
  box->bar = bar;
  self.Record(box, NodeRole::kQuote, id, {});
  return self.OpenBox(this, box, id);
}

Ui::Scope Ui::Table(Key key, std::string_view name, std::span<const samsyn::Column> columns) {
  auto& self = *implementation_;
  const NodeId table_id = IdOf(key);
  Box* box = self.Add(Box::Kind::kTable, {.gap = 0});
  for (const auto& column : columns) {
    Extent width = column.width;
    if (width.kind == Extent::Kind::kFixed) width.value = self.S(width.value);
    box->columns.push_back(width);
  }
  self.Record(box, NodeRole::kTable, table_id, name);
  Scope scope = self.OpenBox(this, box, table_id);
  self.Top().kind = Implementation::Open::Kind::kTable;
  {
    Scope row = TableRow("#titles");
    for (std::size_t i = 0; i < columns.size(); ++i) {
      Box* cell = self.Add(Box::Kind::kColumn, {});
      const NodeId id = MakeNodeId(self.Top().node, "#cell", i);
      self.Record(cell, NodeRole::kColumnHeader, id, columns[i].title);
      self.open.push_back({.box = cell, .node = id, .silent = true, .owner = self.open.size()});
      Text(columns[i].title, {.size = TextSize::kMuted, .weight = Weight::kBold, .tone = Tone::kSoft});
      self.open.pop_back();
    }
  }
  return scope;
}

Ui::Scope Ui::TableRow(Key key) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kRow, {.gap = 16, .padding = Sides(0, 8)});
  self.Record(box, NodeRole::kRow, id, {});
  Scope scope = self.OpenBox(this, box, id);
  self.Top().kind = Implementation::Open::Kind::kTableRow;
  return scope;
}

Ui::Scope Ui::Cell() {
  auto& self = *implementation_;
  const NodeId id = MakeNodeId(self.Owner().node, "#cell", self.Owner().column++);
  Box* box = self.Add(Box::Kind::kColumn, {.gap = 4});
  self.Record(box, NodeRole::kCell, id, {});
  return self.OpenBox(this, box, id);
}

Ui::DialogScope Ui::Dialog(Key key, std::string_view title, float width) {
  auto& self = *implementation_;
  assert(self.dialog == nullptr && "one dialog at a time");
  const NodeId id = MakeNodeId(self.root_node, key.text, key.number);
  Box* box = self.arena.Make();
  box->layout = self.Scaled({.padding = All(20), .max_width = width, .background = Tone::kCard, .radius = 12});
  box->shadow = true;
  box->scrolls = false;
  self.dialog = box;
  self.open.push_back({.box = box, .node = self.root_node, .owner = self.open.size()});
  self.Record(box, NodeRole::kDialog, id, title);
  self.Top().node = id;
  self.Top().kind = Implementation::Open::Kind::kDialog;
  DialogScope scope{Scope(this), self.Took(id, ActionKind::kDismiss)};
  Heading(2, title);
  return scope;
}

Ui::PressableScope Ui::Pressable(Key key, const PressableSpec& spec) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kColumn, spec.layout);
  self.Dress(box, spec.card, spec.layout);
  if (box->layout.radius == 0) box->layout.radius = self.S(measure::kRadius);
  box->layout.min_height = std::max(box->layout.min_height, self.S(measure::kTarget));
  if (SemanticNode* node = self.Record(box, NodeRole::kButton, id, spec.name)) {
    node->description = std::string(spec.description);
    node->current = spec.current;
    node->disabled = spec.disabled;
    node->expanded = spec.expanded;
    node->look = spec.card == CardKind::kBare ? Look::kBare : LookOf(spec.card);
  }
  const bool hovered = self.pointer.over == id && !spec.disabled;
  if (hovered && box->layout.background == Tone::kNone) box->layout.background = Tone::kPaper;
  if (hovered && spec.card == CardKind::kPlain) box->layout.border = Tone::kTeal;
  Scope scope = self.OpenBox(this, box, id);
  self.Top().silent = true;
  return {std::move(scope), self.Took(id, ActionKind::kPress), hovered};
}

Ui::Scope Ui::Status(Key key, Politeness politeness, const Layout& layout) {
  auto& self = *implementation_;
  const NodeId id = IdOf(key);
  Box* box = self.Add(Box::Kind::kRow, layout);
  self.Record(box, politeness == Politeness::kPolite ? NodeRole::kStatus : NodeRole::kAlert, id, {});
  return self.OpenBox(this, box, id);
}

}  // namespace samsyn
