// What the parts of Ui share: the frame being described, and what is remembered from frame to frame.
#pragma once

#include <cassert>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "client/semantics/announcer.h"
#include "client/widgets/box.h"
#include "client/widgets/field_buffer.h"
#include "client/widgets/painter.h"
#include "client/widgets/ui.h"

namespace samsyn {

class Ui::Implementation {
 public:
  explicit Implementation(GlyphSource& glyph_source) : glyphs(glyph_source), painter(glyph_source) {}

  // One open container.
  struct Open {
    Box* box = nullptr;  // null: a key scope only
    NodeId node = kNoNode;
    bool silent = false;    // inside a pressable: drawn, not recorded
    std::size_t owner = 0;  // of keys and counts: itself or, for a row or column, the container around it
    std::uint64_t texts = 0;
    std::size_t column = 0;  // of a table row
    enum class Kind { kPlain, kTable, kTableRow, kDialog } kind = Kind::kPlain;
  };

  struct Field {
    explicit Field(std::string text) : buffer(std::move(text)) {}
    FieldBuffer buffer;
    bool seen = false;  // in the frame being described
    bool was_focused = false;
    bool selection_changed = false;
    // The last layout, as measuring a long text takes time.
    std::shared_ptr<TextLayout> layout;
    std::string layout_text;
    float layout_size = 0;
    FontFace layout_face = FontFace::kRegular;
  };

  GlyphSource& glyphs;
  Painter painter;
  Viewport viewport;
  std::int64_t now = 0;
  float scale = 1;
  Scheme scheme = Scheme::kLight;
  bool plain = false;
  bool quiet = false;
  UiTexts texts;
  std::string page_title = "Samsyn";
  std::string page_lang = "sv";

  // input
  std::deque<InputEvent> waiting;
  std::vector<Action> actions;
  bool undo = false;
  bool redo = false;
  bool consumed_input = false;
  NodeId focused = kNoNode;
  PointerChange pointer;
  std::unordered_map<NodeId, float> scrolls;
  std::unordered_map<NodeId, Field> fields;
  // The last QR code, as making one takes time.
  std::string qr_text;
  std::shared_ptr<const QrSquare> qr;

  // the frame being described
  BoxArena arena;
  Box* root = nullptr;
  Box* dialog = nullptr;
  NodeId root_node = kNoNode;
  std::vector<Open> open;
  std::vector<std::pair<Box*, NodeId>> placed_nodes;
  SemanticTree building;
  NodeId focus_wish = kNoNode;
  bool had_dialog = false;  // in the last frame
  NodeId focus_before_dialog = kNoNode;

  // results
  SemanticTree tree;
  Announcer announcer;
  MirrorUpdate update;
  std::vector<FieldCommand> commands;

  [[nodiscard]] float S(float pixels) const { return pixels * scale; }
  [[nodiscard]] float FontSize(TextSize size) const;
  [[nodiscard]] Open& Top() { return open.back(); }
  [[nodiscard]] Open& Owner() { return open[open.back().owner]; }
  [[nodiscard]] NodeId IdOf(Key key) const { return MakeNodeId(open.back().node, key.text, key.number); }
  [[nodiscard]] Layout Scaled(Layout layout) const;
  [[nodiscard]] bool Took(NodeId node, ActionKind kind);

  // A new box in the open container.
  Box* Add(Box::Kind kind, const Layout& layout);
  // A node at the box, unless inside a pressable.
  SemanticNode* Record(Box* box, NodeRole role, NodeId id, std::string_view name);
  Scope OpenBox(Ui* ui, Box* box, NodeId node);
  // For rows and columns, which have no node: keys and texts inside are counted in the container around them.
  Scope OpenLayout(Ui* ui, Box* box);
  void Dress(Box* box, CardKind kind, const Layout& asked);
  Box* AddText(std::vector<StyledRun> runs, Align align, Extent width, float line_height);
  void AddLabel(std::string_view label);
  Box* AddIcon(Icon icon, Tone tone, float size);

  void TakeEvents();
  void PlaceAll();
  void PaintAll();
  void FinishTree();
  void KeepFocus();

 private:
  void Handle(const InputEvent& event);
};

[[nodiscard]] inline FontFace FaceOf(Weight weight) {
  return weight == Weight::kBold ? FontFace::kBold : FontFace::kRegular;
}

}  // namespace samsyn
