// The frame: input in, description, layout, paint, and what the mirror must do.
#include <algorithm>
#include <cmath>

#include "client/widgets/ui_implementation.h"
#include "shared/base/utf8.h"

namespace samsyn {

bool MirrorUpdate::IsEmpty() const {
  return operations.empty() && field_commands.empty() && announcements.empty() && focus == kNoNode &&
         scroll_to == kNoNode;
}

Ui::Ui(GlyphSource& glyphs) : implementation_(std::make_unique<Implementation>(glyphs)) {}
Ui::~Ui() = default;

Ui::Scope::Scope(Scope&& other) noexcept : ui_(std::exchange(other.ui_, nullptr)) {}
Ui::Scope::~Scope() {
  if (ui_ != nullptr) ui_->implementation_->open.pop_back();
}

void Ui::Push(InputEvent event) { implementation_->waiting.push_back(std::move(event)); }

// Typing and presses are not taken in the same frame: a press may take away the field that was typed in, and what
// was typed must have reached its panel before that.
void Ui::Implementation::TakeEvents() {
  actions.clear();
  undo = redo = false;
  bool typed = false;
  bool acted = false;
  consumed_input = !waiting.empty();
  while (!waiting.empty()) {
    const bool is_typing = std::holds_alternative<FieldInput>(waiting.front());
    const bool is_action = std::holds_alternative<Action>(waiting.front());
    if ((is_action && typed) || (is_typing && acted)) break;
    typed = typed || is_typing;
    acted = acted || is_action;
    const InputEvent event = std::move(waiting.front());
    waiting.pop_front();
    Handle(event);
  }
}

void Ui::Implementation::Handle(const InputEvent& event) {
  auto field_of = [this](NodeId id) {
    auto found = fields.find(id);
    return found == fields.end() ? nullptr : &found->second;
  };
  if (const auto* action = std::get_if<Action>(&event)) {
    if (action->kind == ActionKind::kUndo) {
      undo = true;
    } else if (action->kind == ActionKind::kRedo) {
      redo = true;
    } else if (const SemanticNode* node = tree.Find(action->node); node != nullptr && !node->disabled) {
      actions.push_back(*action);
    }
  } else if (const auto* input = std::get_if<FieldInput>(&event)) {
    if (Field* field = field_of(input->field)) {
      field->buffer.OnInput(*input);
      field->selection_changed = true;
    }
  } else if (const auto* selection = std::get_if<FieldSelection>(&event)) {
    if (Field* field = field_of(selection->field)) {
      field->buffer.OnSelection(*selection);
      field->selection_changed = true;
    }
  } else if (const auto* composition = std::get_if<FieldComposition>(&event)) {
    if (Field* field = field_of(composition->field)) field->buffer.OnComposition(composition->active);
  } else if (const auto* focus = std::get_if<FocusChange>(&event)) {
    focused = focus->node;
  } else if (const auto* scroll = std::get_if<ScrollChange>(&event)) {
    scrolls[scroll->area] = std::max(0.0F, scroll->offset);
  } else if (const auto* change = std::get_if<PointerChange>(&event)) {
    pointer = *change;
  }
}

void Ui::BeginFrame(const Viewport& viewport, std::int64_t now_ms) {
  auto& self = *implementation_;
  self.viewport = viewport;
  self.now = now_ms;
  self.TakeEvents();
  self.arena.Clear();
  self.building.Clear();
  self.placed_nodes.clear();
  self.commands.clear();
  self.open.clear();
  self.dialog = nullptr;
  for (auto& [id, field] : self.fields) field.seen = false;
  self.root = self.arena.Make();
  self.root->layout.gap = 0;
  self.root_node = MakeNodeId(kNoNode, "root");
  SemanticNode node;
  node.id = self.root_node;
  node.role = NodeRole::kRoot;
  self.building.Add(std::move(node));
  self.placed_nodes.emplace_back(self.root, self.root_node);
  self.open.push_back({.box = self.root, .node = self.root_node});
}

void Ui::EndFrame() {
  auto& self = *implementation_;
  assert(self.open.size() == 1 && "a scope outlived the frame");
  if (!self.plain) self.PlaceAll();
  self.FinishTree();
  if (!self.plain) self.PaintAll();

  self.KeepFocus();
  auto operations = Diff(self.tree, self.building, self.focused);
  std::unordered_set<NodeId> inserted;
  for (const auto& operation : operations) {
    if (operation.kind == DiffOperation::Kind::kInsert) inserted.insert(operation.node.id);
  }
  for (auto& command : self.commands) {
    if (!inserted.contains(command.field)) self.update.field_commands.push_back(std::move(command));
  }
  std::move(operations.begin(), operations.end(), std::back_inserter(self.update.operations));
  for (auto& announcement : self.announcer.Take()) self.update.announcements.push_back(std::move(announcement));
  std::swap(self.tree, self.building);
  std::erase_if(self.fields, [](const auto& entry) { return !entry.second.seen && !entry.second.buffer.HasLocal(); });
  std::erase_if(self.scrolls, [&self](const auto& entry) { return self.tree.Find(entry.first) == nullptr; });
}

void Ui::Implementation::PlaceAll() {
  Place(*root, 0, 0, viewport.width, viewport.height, viewport.pixel_ratio);
  if (dialog == nullptr) return;
  const float margin = S(14);
  const float width = std::min(dialog->layout.max_width, viewport.width - 2 * margin);
  const float height = std::min(HeightFor(*dialog, width), viewport.height - 2 * margin);
  Place(*dialog, (viewport.width - width) / 2, std::max(margin, (viewport.height - height) / 3), width, height,
        viewport.pixel_ratio);
}

void Ui::Implementation::PaintAll() {
  painter.Begin(viewport, scale, scheme);
  painter.Paint(*root);
  if (dialog != nullptr) {
    Box shade;
    shade.layout.background = Tone::kShade;
    shade.width = viewport.width;
    shade.height = viewport.height;
    painter.Paint(shade);
    painter.Paint(*dialog);
  }
  painter.End();
}

void Ui::Implementation::FinishTree() {
  SemanticNode* page = building.Find(root_node);
  page->name = page_title;
  page->lang = page_lang;
  page->description = texts.skip;
  page->read_only = quiet;
  page->field.font_size = FontSize(TextSize::kBody);
  struct Corner {
    float x;
    float y;
  };
  std::unordered_map<NodeId, Corner> corners;
  for (auto& [box, id] : placed_nodes) {
    SemanticNode* node = building.Find(id);
    const auto parent = corners.find(node->parent);
    const Corner origin = parent == corners.end() ? Corner{0, 0} : parent->second;
    node->rect = {box->x - origin.x, box->y - origin.y, box->width, box->height};
    node->corner_radius = std::min(box->layout.radius, std::min(box->width, box->height) / 2);
    if (box->scrolls) {
      node->content_height = box->content_height;
      const float most = std::max(0.0F, box->content_height - box->height);
      auto scroll = scrolls.find(id);
      if (scroll != scrolls.end()) scroll->second = std::min(scroll->second, most);
      box->scroll = scroll == scrolls.end() ? 0 : scroll->second;
    }
    corners.emplace(id, Corner{box->x, box->y});
  }
}

void Ui::Implementation::KeepFocus() {
  const bool opened = dialog != nullptr && !had_dialog;
  const bool closed = dialog == nullptr && had_dialog;
  had_dialog = dialog != nullptr;
  if (opened) focus_before_dialog = focused;
  if (focus_wish != kNoNode && building.Find(focus_wish) != nullptr) {
    update.focus = focus_wish;
    focus_wish = kNoNode;
    return;
  }
  focus_wish = kNoNode;
  if (focused == kNoNode || tree.Find(focused) == nullptr) return;
  const SemanticNode* still = building.Find(focused);
  if (still != nullptr && IsFocusable(*still)) return;
  if (closed) {
    const SemanticNode* opener = building.Find(focus_before_dialog);
    if (opener != nullptr && IsFocusable(*opener)) {
      update.focus = focused = focus_before_dialog;
      return;
    }
  }
  const NodeId next = tree.FocusAfterLoss(focused, building);
  focused = next;
  if (next == kNoNode) return;
  update.focus = next;
  if (!texts.focus_moved.empty()) {
    announcer.Say(texts.focus_moved + building.Find(next)->name, Politeness::kAssertive);
  }
}

MirrorUpdate Ui::TakeMirrorUpdate() { return std::exchange(implementation_->update, {}); }
bool Ui::NeedsFrame() const { return !implementation_->waiting.empty() || implementation_->consumed_input; }
const SemanticTree& Ui::Tree() const { return implementation_->tree; }

std::string Ui::FieldText(NodeId field) const {
  const auto found = implementation_->fields.find(field);
  return found == implementation_->fields.end() ? std::string() : found->second.buffer.Field();
}

void Ui::SetTextScale(float scale) { implementation_->scale = std::clamp(scale, 1.0F, 2.0F); }
void Ui::SetScheme(Scheme scheme) { implementation_->scheme = scheme; }
void Ui::SetPlain(bool plain) { implementation_->plain = plain; }
void Ui::SetQuiet(bool quiet) { implementation_->quiet = quiet; }
void Ui::SetPage(std::string title, std::string lang) {
  implementation_->page_title = std::move(title);
  implementation_->page_lang = std::move(lang);
}
void Ui::SetTexts(UiTexts texts) { implementation_->texts = std::move(texts); }
float Ui::Scale() const { return implementation_->scale; }
float Ui::Width() const { return implementation_->viewport.width / implementation_->scale; }
float Ui::Height() const { return implementation_->viewport.height / implementation_->scale; }
bool Ui::IsNarrow() const { return Width() < measure::kNarrow; }
std::int64_t Ui::Now() const { return implementation_->now; }
void Ui::ForgetGlyphs() { implementation_->painter.ForgetGlyphs(); }

void Ui::Announce(std::string_view text, Politeness politeness) {
  if (implementation_->quiet && politeness == Politeness::kPolite) return;
  implementation_->announcer.Say(std::string(text), politeness);
}
bool Ui::UndoPressed() { return implementation_->undo; }
bool Ui::RedoPressed() { return implementation_->redo; }
void Ui::Focus(Key key) { implementation_->focus_wish = IdOf(key); }
bool Ui::IsFocused(Key key) const { return implementation_->focused == IdOf(key); }
NodeId Ui::IdOf(Key key) const { return implementation_->IdOf(key); }

}  // namespace samsyn
