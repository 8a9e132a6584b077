// The boxes of one frame: what a panel described, before and after layout.
//
// Layout is rows, columns, wrapping rows and tables in the manner of CSS flexible boxes. Every length here is in CSS
// pixels with the text scale already in it. Places are as if nothing were scrolled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "client/widgets/qr_code.h"
#include "client/widgets/text_layout.h"
#include "client/widgets/ui.h"

namespace samsyn {

struct Box {
  enum class Kind : std::uint8_t { kColumn, kRow, kWrap, kTable, kText, kField, kSpring, kLeaf };

  Kind kind = Kind::kColumn;
  Layout layout;
  std::vector<Box*> children;

  // kText and kField
  std::shared_ptr<TextLayout> text;
  float line_height = 0;
  Align text_align = Align::kStart;
  // kLeaf
  float leaf_width = 0;
  float leaf_height = 0;
  // kTable
  std::vector<Extent> columns;

  // paint
  float border_width = 0;
  bool dashed = false;
  Tone bar = Tone::kNone;  // at the left edge
  Tone outline = Tone::kNone;
  float outline_width = 0;
  Icon icon = Icon::kNone;
  Tone icon_tone = Tone::kNone;
  std::string avatar;
  std::shared_ptr<const QrSquare> qr;
  bool shadow = false;
  bool sturdy = false;  // gives way only when nothing else in its row can
  int top_line = 0;     // 1: the border is only above; 2: only below

  // meaning
  NodeId node = kNoNode;
  bool scrolls = false;
  float scroll = 0;

  // kField
  bool show_text = true;
  struct Caret {
    std::string name;
    std::size_t person;
    std::size_t start;
    std::size_t end;
  };
  std::vector<Caret> carets;
  Tone text_tone = Tone::kNone;  // overrides the runs'

  // where it came to be
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;
  float content_height = 0;  // of what scrolls

  // memory of the last question
  float asked_width = -1;
  float asked_height = 0;
  float natural_width = -1;
  float least_width = -1;
};

// Owns a frame's boxes.
class BoxArena {
 public:
  Box* Make() { return &boxes_.emplace_back(); }
  void Clear() { boxes_.clear(); }

 private:
  std::deque<Box> boxes_;
};

[[nodiscard]] float NaturalWidth(Box& box);
[[nodiscard]] float LeastWidth(Box& box);
[[nodiscard]] float HeightFor(Box& box, float width);
// Gives the box and all in it their places. `pixel_ratio`: edges fall on device pixels.
void Place(Box& box, float x, float y, float width, float height, float pixel_ratio);

}  // namespace samsyn
