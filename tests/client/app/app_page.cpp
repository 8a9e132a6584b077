#include "tests/client/app/app_page.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "imgui.h"
#include "shared/base/utf8.h"

namespace samsyn {

class AppPage::Platform : public PlatformNull {
 public:
  Platform(std::uint64_t seed, Device& device) : PlatformNull(seed), device_(device) {}
  [[nodiscard]] std::string LoadSetting(std::string_view name) override { return device_.settings[std::string(name)]; }
  void SaveSetting(std::string_view name, std::string_view value) override {
    device_.settings[std::string(name)] = std::string(value);
  }

 private:
  Device& device_;
};

class AppPage::Store : public PendingStore {
 public:
  Store(Device& device, Platform& platform) : device_(device), platform_(platform) {}
  void Load(std::function<void(std::vector<PendingUpdate>)> done) override {
    platform_.CallIn(1, [this, done = std::move(done)] { done(device_.pending); });
  }
  void Put(const PendingUpdate& update) override {
    if (device_.keeps) device_.pending.push_back(update);
  }
  void Remove(DocumentKind document, ReplicaId replica, std::uint64_t counter) override {
    std::erase_if(device_.pending, [&](const PendingUpdate& update) {
      return update.document == document && update.replica == replica && update.counter <= counter;
    });
  }
  void RemoveAll() override { device_.pending.clear(); }
  [[nodiscard]] bool Works() const override { return device_.keeps; }

 private:
  Device& device_;
  Platform& platform_;
};

class AppPage::Meetings : public KeptStore {
 public:
  Meetings(Device& device, Platform& platform) : device_(device), platform_(platform) {}
  void Load(std::function<void(KeptRecords)> done) override {
    platform_.CallIn(1, [this, done = std::move(done)] {
      const KeptOnDevice& kept = device_.kept;
      if (kept.epoch != 0) epoch_ = kept.epoch;
      KeptRecords records{kept.access, kept.sequences, {}};
      for (const auto& [key, record] : kept.updates) records.updates.push_back(record);
      done(std::move(records));
    });
  }
  void Write(KeptChange change) override {
    works_ = works_ && device_.has_room;
    KeptOnDevice& kept = device_.kept;
    stopped_ = stopped_ || (epoch_ != 0 && kept.epoch != epoch_);
    if (!works_ || stopped_) return;
    if (kept.epoch == 0) kept.epoch = NextEpoch();
    epoch_ = kept.epoch;
    if (!change.access.empty()) kept.access = std::move(change.access);
    for (std::size_t kind = 0; kind < kept.sequences.size(); ++kind) {
      kept.sequences[kind] = std::max(kept.sequences[kind], change.sequences[kind]);
    }
    for (KeptRow& row : change.updates) {
      kept.updates[{row.document, row.replica, row.counter}] = std::move(row.record);
    }
  }
  void Remove(DocumentKind document) override {
    KeptOnDevice& kept = device_.kept;
    std::erase_if(kept.updates, [&](const auto& any) { return std::get<0>(any.first) == document; });
    kept.sequences[static_cast<std::size_t>(document)] = 0;
    if (kept.epoch == 0) return;
    stopped_ = stopped_ || kept.epoch != epoch_;
    kept.epoch = NextEpoch();
    if (!stopped_) epoch_ = kept.epoch;
  }
  void RemoveAll() override {
    device_.kept = {};
    epoch_ = 0;
    stopped_ = false;
  }
  void RemoveOf(const std::string& link) override { device_.forgotten.push_back(link); }
  [[nodiscard]] bool Works() const override { return works_; }

 private:
  static std::uint64_t NextEpoch() {
    static std::uint64_t last = 0;
    return ++last;
  }

  Device& device_;
  Platform& platform_;
  std::uint64_t epoch_ = 0;
  bool works_ = true;
  bool stopped_ = false;
};

AppPage::AppPage(const Opening& opening)
    : platform_(std::make_unique<Platform>(opening.seed, opening.device)),
      store_(std::make_unique<Store>(opening.device, *platform_)),
      meetings_(std::make_unique<Meetings>(opening.device, *platform_)),
      transport_(opening.relay),
      viewport_(opening.viewport) {
  platform_->Advance(opening.clock);
  app_ = std::make_unique<App>(AppServices{*platform_, transport_, *store_, *meetings_}, opening.link);
  DrawOnce();
  Pass(1);
}

AppPage::~AppPage() = default;

void AppPage::SetNewerVersion(bool waits) {
  platform_->newer_version = waits;
  platform_->RequestFrame();
  Draw();
}
int AppPage::NewerTaken() const { return platform_->newer_taken; }

// --- Looking ---

AppPage::Control AppPage::Button(std::string_view name) { return {*this, NodeRole::kButton, name}; }
AppPage::Control AppPage::Field(std::string_view name) { return {*this, NodeRole::kTextField, name}; }
AppPage::Control AppPage::Box(std::string_view name) { return {*this, NodeRole::kCheckbox, name}; }
AppPage::Control AppPage::Choice(std::string_view name) { return {*this, NodeRole::kSelect, name}; }

std::vector<std::string> AppPage::Names(NodeRole role) const {
  std::vector<std::string> names;
  for (const SemanticNode* node : Tree().AllByRole(role)) names.push_back(node->name);
  return names;
}

std::string AppPage::TextUnder(NodeRole role, std::string_view name) const {
  const SemanticNode* top = Tree().FindByRole(role, name);
  REQUIRE_MESSAGE(top != nullptr, Tree().Describe());
  std::string text;
  for (const SemanticNode& node : Tree().Nodes()) {
    for (const SemanticNode* up = &node; up != nullptr; up = Tree().Find(up->parent)) {
      if (up == top && &node != top && !node.name.empty()) text += node.name + '\n';
    }
  }
  return text;
}

// What is drawn of others in a field is for the eye alone, so it is read from what was painted.
void AppPage::NotePainted() {
  painted_.clear();
  const ImDrawData* data = ImGui::GetDrawData();
  if (data == nullptr || platform_->worn.plain) return;
  for (const ImDrawList* list : data->CmdLists) {
    const ImVector<ImDrawVert>& at = list->VtxBuffer;
    for (int i = 0; i + 3 < at.Size; ++i) {
      const ImVec2 from = at[i].pos;
      const ImVec2 to = at[i + 2].pos;
      const bool is_rectangle = at[i].col == at[i + 1].col && at[i].col == at[i + 2].col &&
                                at[i].col == at[i + 3].col && at[i + 1].pos.x == to.x && at[i + 1].pos.y == from.y &&
                                at[i + 3].pos.x == from.x && at[i + 3].pos.y == to.y && to.x > from.x && to.y > from.y;
      if (!is_rectangle) continue;
      const auto part = [&](int shift) { return static_cast<std::uint8_t>(at[i].col >> shift); };
      painted_.push_back({{from.x, from.y, to.x - from.x, to.y - from.y},
                          {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), 255}});
    }
  }
}

std::vector<SemanticRect> AppPage::PaintedOver(NodeId field, Tone tone) const {
  const Rgba color = ColorOf(tone);
  const SemanticRect area = Tree().AbsoluteRect(field);
  std::vector<SemanticRect> found;
  for (const Painted& any : painted_) {
    const bool same = any.color.r == color.r && any.color.g == color.g && any.color.b == color.b;
    const bool over = any.rect.x >= area.x && any.rect.x <= area.x + area.width && any.rect.y >= area.y &&
                      any.rect.y + any.rect.height <= area.y + area.height;
    if (same && over) found.push_back(any.rect);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
  return found;
}

std::vector<float> AppPage::CaretsOver(NodeId field, std::size_t person) const {
  std::vector<float> carets;
  for (const SemanticRect& rect : PaintedOver(field, PersonTone(person))) {
    if (rect.width == 2 && rect.height > 2) carets.push_back(rect.x);
  }
  return carets;
}

std::vector<float> AppPage::SelectionsOver(NodeId field, std::size_t person) const {
  std::vector<float> widths;
  for (const SemanticRect& rect : PaintedOver(field, PersonSoftTone(person))) widths.push_back(rect.width);
  return widths;
}

const std::string& AppPage::Copied() const { return platform_->copied; }
const std::vector<PlatformNull::SavedFile>& AppPage::SavedFiles() const { return platform_->saved; }
PlatformNull& AppPage::Machine() { return *platform_; }
const std::string& AppPage::OpenedFragment() const { return platform_->opened_fragment; }

// --- Acting ---

void AppPage::Focus(NodeId node) {
  if (focus_ == node) return;
  focus_ = node;
  ui_.Push(FocusChange{node});
  Draw();
}

void AppPage::Act(NodeId node, ActionKind kind) {
  ui_.Push(Action{node, kind, {}});
  Draw();
}

void AppPage::Press(NodeId node) {
  focus_ = node;
  ui_.Push(FocusChange{node});
  Act(node, ActionKind::kPress);
}

void AppPage::Choose(NodeId node, std::size_t option) {
  focus_ = node;
  ui_.Push(FocusChange{node});
  ui_.Push(Action{node, ActionKind::kChoose, std::to_string(option)});
  Draw();
}

void AppPage::Edit(NodeId field, std::size_t position, std::size_t removed, std::string_view inserted) {
  Focus(field);
  const auto found = fields_.find(field);
  if (found == fields_.end()) return;  // what the focus set in motion took it away
  std::string& text = found->second;
  const std::size_t start = ByteOffset(text, Utf16ToCodePoints(text, position));
  const std::size_t end = ByteOffset(text, Utf16ToCodePoints(text, position + removed));
  text.replace(start, std::max(start, end) - start, inserted);
  ui_.Push(FieldInput{field, static_cast<std::uint32_t>(position), static_cast<std::uint32_t>(removed),
                      std::string(inserted)});
}

void AppPage::Select(NodeId field, std::size_t start, std::size_t end) {
  Focus(field);
  ui_.Push(FieldSelection{field, static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(end), false});
  Draw();
}

void AppPage::Resize(const Viewport& viewport) {
  viewport_ = viewport;
  platform_->RequestFrame();
  Draw();
}

// --- Time and network ---

bool AppPage::Deliver() {
  const bool any = transport_.Deliver();
  Draw();
  return any;
}

void AppPage::Draw() {
  if (hidden_) return;
  // Not one of either: asking must not be skipped.
  for (int frames = 0;; ++frames) {
    const bool asked = platform_->TakeRequest();
    if (!asked && !ui_.NeedsFrame()) return;
    REQUIRE_MESSAGE(frames < 50, "the page asks for frames without end");
    DrawOnce();
  }
}

void AppPage::DrawOnce() {
  ++frames_;
  ui_.BeginFrame(viewport_, platform_->Now());
  app_->Frame(ui_);
  ui_.EndFrame();
  NotePainted();
  PlayMirror(ui_.TakeMirrorUpdate());
}

void AppPage::PlayMirror(const MirrorUpdate& update) {
  for (const DiffOperation& operation : update.operations) {
    if (operation.kind != DiffOperation::Kind::kInsert || operation.node.role != NodeRole::kTextField) continue;
    fields_[operation.node.id] = operation.node.value;
  }
  std::erase_if(fields_, [&](const auto& entry) { return Tree().Find(entry.first) == nullptr; });
  for (const FieldCommand& command : update.field_commands) {
    const auto found = fields_.find(command.field);
    if (found == fields_.end()) continue;
    std::string& text = found->second;
    const std::size_t start = ByteOffset(text, Utf16ToCodePoints(text, command.position));
    const std::size_t end = ByteOffset(text, Utf16ToCodePoints(text, std::size_t{command.position} + command.removed));
    text.replace(start, end - start, command.inserted);
  }
  if (!ui_.NeedsFrame()) {
    for (const auto& [field, text] : fields_) REQUIRE(text == ui_.FieldText(field));
  }
  for (const Announcement& announcement : update.announcements) announcements_.push_back(announcement.text);
  if (Tree().Find(focus_) == nullptr) focus_ = kNoNode;
  if (update.focus != kNoNode) {
    focus_ = update.focus;
    ui_.Push(FocusChange{focus_});
  }
}

void AppPage::Skip(std::int64_t milliseconds) {
  platform_->Advance(milliseconds);
  Draw();
}

void AppPage::Pass(std::int64_t milliseconds) {
  constexpr std::int64_t kStep = 50;
  for (; milliseconds > 0; milliseconds -= kStep) {
    platform_->Advance(std::min(milliseconds, kStep));
    Draw();
  }
}

std::optional<std::int64_t> AppPage::NextFrameIn() const {
  const auto wake = platform_->WakeAt();
  return wake ? std::optional(*wake - platform_->Now()) : std::nullopt;
}

const samsyn::Platform::Dress& AppPage::Worn() const { return platform_->worn; }

void AppPage::Surround(const samsyn::Platform::Surroundings& surroundings) {
  platform_->surroundings = surroundings;
  platform_->RequestFrame();
  Draw();
}

bool AppPage::ShowTab(std::string_view name) {
  if (Button(name).Exists()) {
    Button(name).Press();
    return true;
  }
  for (const char* list : {"Delar av mötet", "Parts of the meeting"}) {
    if (!Choice(list).Exists()) continue;
    const std::vector<std::string> tabs = Choice(list).Node().options;
    if (std::find(tabs.begin(), tabs.end(), name) == tabs.end()) return false;
    if (Choice(list).Value() != name) Choice(list).Choose(name);
    return true;
  }
  return false;
}

void AppPage::ChooseLanguage(std::string_view name) {
  if (!Button("Anpassa sidan").Exists() && !Button("Adapt the page").Exists())
    (void)(ShowTab("Mer") || ShowTab("More"));
  for (const char* settings : {"Anpassa sidan", "Adapt the page"}) {
    if (!Button(settings).Exists()) continue;
    Button(settings).Press();
    break;
  }
  Control list = Choice("Språk").Exists() ? Choice("Språk") : Choice("Language");
  if (list.Value() != name) list.Choose(name);
  for (const char* close : {"Stäng", "Close"}) {
    if (!Button(close).Exists()) continue;
    Button(close).Press();
    return;
  }
}

// --- Controls ---

bool AppPage::Control::Exists() const { return page_.Tree().FindByRole(role_, name_) != nullptr; }

const SemanticNode& AppPage::Control::Node() const {
  const SemanticNode* node = page_.Tree().FindByRole(role_, name_);
  REQUIRE_MESSAGE(node != nullptr, std::string(RoleName(role_)), " \"", name_, "\" is not among\n",
                  page_.Tree().Describe());
  return *node;
}

std::string AppPage::Control::Value() const {
  const SemanticNode& node = Node();
  if (role_ == NodeRole::kTextField) return page_.MirroredText(node.id);
  return node.options.at(static_cast<std::size_t>(std::stoul(node.value)));
}

void AppPage::Control::Press() const {
  REQUIRE_MESSAGE(!Node().disabled, name_);
  page_.Press(Node().id);
}

void AppPage::Control::Choose(std::string_view option) const {
  const SemanticNode& node = Node();
  const auto found = std::find(node.options.begin(), node.options.end(), option);
  REQUIRE_MESSAGE(found != node.options.end(), std::string(option));
  page_.Choose(node.id, static_cast<std::size_t>(found - node.options.begin()));
}

void AppPage::Control::Type(std::string_view text) const { TypeAt(Utf16Length(Value()), text); }

void AppPage::Control::TypeAt(std::size_t position, std::string_view text) const {
  const NodeId field = Node().id;
  REQUIRE(!Node().read_only);
  for (std::size_t offset = 0; offset < text.size();) {
    const std::size_t start = offset;
    (void)NextCodePoint(text, offset);
    const std::string_view key = text.substr(start, offset - start);
    page_.Edit(field, position, 0, key);
    position += Utf16Length(key);
  }
  page_.Draw();
}

void AppPage::Control::Fill(std::string_view text) const {
  REQUIRE(!Node().read_only);
  page_.Edit(Node().id, 0, Utf16Length(Value()), text);
  page_.Draw();
}

void AppPage::Control::SelectText(std::string_view part) const {
  const std::string value = Value();
  const std::size_t at = value.find(part);
  REQUIRE(at != std::string::npos);
  const std::size_t start = Utf16Length(std::string_view(value).substr(0, at));
  page_.Select(Node().id, start, start + Utf16Length(part));
}

void AppPage::Control::Focus() const { page_.Focus(Node().id); }
void AppPage::Control::Leave() const {
  REQUIRE(page_.Focused() == Node().id);
  page_.Focus(kNoNode);
}
void AppPage::Control::Submit() const { page_.Act(Node().id, ActionKind::kSubmit); }

// --- What must hold of every page ---

namespace {

bool Overlap(const SemanticRect& a, const SemanticRect& b) {
  constexpr float kTouch = 0.5F;  // sharing an edge is no overlap
  return a.x + a.width > b.x + kTouch && b.x + b.width > a.x + kTouch && a.y + a.height > b.y + kTouch &&
         b.y + b.height > a.y + kTouch;
}

// The scroll area or dialog it is in, else the root.
const SemanticNode& SurfaceOf(const SemanticTree& tree, const SemanticNode& node) {
  const SemanticNode* at = &node;
  while (at->parent != kNoNode) {
    at = tree.Find(at->parent);
    if (at->role == NodeRole::kScrollArea || at->role == NodeRole::kDialog) return *at;
  }
  return *at;
}

}  // namespace

void CheckPage(const AppPage& page, const Viewport& viewport) {
  constexpr float kSlack = 1.5F;
  const SemanticTree& tree = page.Tree();
  std::map<NodeId, int> seen;
  std::map<NodeId, std::vector<std::pair<SemanticRect, std::string>>> pressable;  // by surface
  for (const SemanticNode& node : tree.Nodes()) {
    const std::string what = std::string(RoleName(node.role)) + " \"" + node.name + "\"";
    CAPTURE(what);
    REQUIRE(++seen[node.id] == 1);
    REQUIRE(IsValidUtf8(node.name));
    REQUIRE(IsValidUtf8(node.value));
    const bool pressed = IsFocusable(node) || node.role == NodeRole::kButton;
    if (pressed) REQUIRE(!node.name.empty());
    if (page.Worn().plain) continue;  // the browser lays it out
    REQUIRE(node.rect.width > 0);
    REQUIRE(node.rect.height > 0);
    if (!pressed) continue;
    const SemanticNode& surface = SurfaceOf(tree, node);
    const SemanticRect rect = tree.AbsoluteRect(node.id);
    const SemanticRect around = tree.AbsoluteRect(surface.id);
    const bool scrolls = surface.role == NodeRole::kScrollArea;
    REQUIRE(rect.x >= around.x - kSlack);
    REQUIRE(rect.y >= around.y - kSlack);
    REQUIRE(rect.x + rect.width <= around.x + around.width + kSlack);
    REQUIRE(rect.y + rect.height <= around.y + (scrolls ? surface.content_height : around.height) + kSlack);
    REQUIRE(around.x + around.width <= viewport.width + kSlack);
    REQUIRE(around.y + around.height <= viewport.height + kSlack);
    for (const auto& other : pressable[surface.id]) {
      CAPTURE(other.second);
      REQUIRE(!Overlap(rect, other.first));
    }
    pressable[surface.id].emplace_back(rect, what);
  }
}

}  // namespace samsyn
