#include "client/widgets/icons.h"

#include <cstddef>
#include <initializer_list>

namespace samsyn {
namespace {

// Coordinates are parts of the icon's square.
class Pen {
 public:
  Pen(ImDrawList& list, float x, float y, float size, ImU32 color, float width)
      : list_(list), x_(x), y_(y), size_(size), color_(color), width_(width * size) {}

  [[nodiscard]] ImVec2 At(float x, float y) const { return {x_ + x * size_, y_ + y * size_}; }

  void Line(std::initializer_list<ImVec2> points, bool closed = false) {
    for (const ImVec2& point : points) list_.PathLineTo(At(point.x, point.y));
    list_.PathStroke(color_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, width_);
    if (closed) return;
    // Round ends.
    for (const ImVec2& point : points) list_.AddCircleFilled(At(point.x, point.y), width_ / 2, color_);
  }
  void Circle(float x, float y, float radius) { list_.AddCircle(At(x, y), radius * size_, color_, 0, width_); }
  void Disc(float x, float y, float radius) { list_.AddCircleFilled(At(x, y), radius * size_, color_); }
  void Bar(float left, float top, float right, float bottom, float rounding) {
    list_.AddRectFilled(At(left, top), At(right, bottom), color_, rounding * size_);
  }
  void Arc(float x, float y, float radius, float from, float to) {
    list_.PathArcTo(At(x, y), radius * size_, from, to);
    list_.PathStroke(color_, ImDrawFlags_None, width_);
  }

 private:
  ImDrawList& list_;
  float x_;
  float y_;
  float size_;
  ImU32 color_;
  float width_;
};

}  // namespace

void DrawIcon(ImDrawList& list, Icon icon, float x, float y, float size, ImU32 color) {
  Pen pen(list, x, y, size, color, 0.11F);
  constexpr float kPi = 3.14159265F;
  switch (icon) {
    case Icon::kNone:
      break;
    case Icon::kCheck:
      pen.Line({{0.16F, 0.56F}, {0.38F, 0.8F}, {0.82F, 0.22F}});
      break;
    case Icon::kCircle:
      pen.Circle(0.5F, 0.5F, 0.36F);
      break;
    case Icon::kDot:
      pen.Disc(0.5F, 0.5F, 0.38F);
      break;
    case Icon::kPlus:
      pen.Line({{0.5F, 0.18F}, {0.5F, 0.82F}});
      pen.Line({{0.18F, 0.5F}, {0.82F, 0.5F}});
      break;
    case Icon::kHand: {
      Pen thin(list, x, y, size, color, 0.075F);
      // Four fingers, then thumb and palm in one line.
      thin.Line({{0.30F, 0.52F}, {0.30F, 0.24F}, {0.335F, 0.18F}, {0.385F, 0.18F}, {0.42F, 0.24F}, {0.42F, 0.48F}});
      thin.Line({{0.42F, 0.24F}, {0.42F, 0.13F}, {0.455F, 0.07F}, {0.505F, 0.07F}, {0.54F, 0.13F}, {0.54F, 0.47F}});
      thin.Line({{0.54F, 0.2F}, {0.575F, 0.13F}, {0.625F, 0.13F}, {0.66F, 0.2F}, {0.66F, 0.5F}});
      thin.Line({{0.66F, 0.33F},
                 {0.69F, 0.27F},
                 {0.74F, 0.27F},
                 {0.78F, 0.33F},
                 {0.78F, 0.66F},
                 {0.72F, 0.84F},
                 {0.6F, 0.94F},
                 {0.44F, 0.94F},
                 {0.34F, 0.88F},
                 {0.14F, 0.6F},
                 {0.16F, 0.52F},
                 {0.22F, 0.5F},
                 {0.30F, 0.58F}});
      break;
    }
    case Icon::kPause:
      pen.Bar(0.24F, 0.16F, 0.42F, 0.84F, 0.04F);
      pen.Bar(0.58F, 0.16F, 0.76F, 0.84F, 0.04F);
      break;
    case Icon::kPlay:
      list.AddTriangleFilled(pen.At(0.28F, 0.14F), pen.At(0.82F, 0.5F), pen.At(0.28F, 0.86F), color);
      break;
    case Icon::kArrowLeft:
      pen.Line({{0.88F, 0.5F}, {0.14F, 0.5F}});
      pen.Line({{0.42F, 0.24F}, {0.14F, 0.5F}, {0.42F, 0.76F}});
      break;
    case Icon::kArrowRight:
      pen.Line({{0.12F, 0.5F}, {0.86F, 0.5F}});
      pen.Line({{0.58F, 0.24F}, {0.86F, 0.5F}, {0.58F, 0.76F}});
      break;
    case Icon::kArrowUp:
      pen.Line({{0.5F, 0.88F}, {0.5F, 0.14F}});
      pen.Line({{0.24F, 0.42F}, {0.5F, 0.14F}, {0.76F, 0.42F}});
      break;
    case Icon::kArrowDown:
      pen.Line({{0.5F, 0.12F}, {0.5F, 0.86F}});
      pen.Line({{0.24F, 0.58F}, {0.5F, 0.86F}, {0.76F, 0.58F}});
      break;
    case Icon::kQuestion:
      pen.Arc(0.5F, 0.33F, 0.22F, -kPi, kPi * 0.35F);
      pen.Line({{0.5F + 0.1F, 0.33F + 0.196F}, {0.5F, 0.66F}});
      pen.Disc(0.5F, 0.86F, 0.08F);
      break;
    case Icon::kClose:
      pen.Line({{0.2F, 0.2F}, {0.8F, 0.8F}});
      pen.Line({{0.8F, 0.2F}, {0.2F, 0.8F}});
      break;
    case Icon::kWarning:
      pen.Line({{0.5F, 0.12F}, {0.94F, 0.88F}, {0.06F, 0.88F}}, true);
      pen.Line({{0.5F, 0.4F}, {0.5F, 0.6F}});
      pen.Disc(0.5F, 0.75F, 0.06F);
      break;
    case Icon::kMore:
      pen.Disc(0.2F, 0.5F, 0.09F);
      pen.Disc(0.5F, 0.5F, 0.09F);
      pen.Disc(0.8F, 0.5F, 0.09F);
      break;
    case Icon::kUndo:
      pen.Arc(0.54F, 0.58F, 0.3F, -kPi * 0.75F, kPi * 0.55F);
      pen.Line({{0.34F, 0.1F}, {0.3F, 0.38F}, {0.58F, 0.42F}});
      break;
    case Icon::kRedo:
      pen.Arc(0.46F, 0.58F, 0.3F, kPi * 0.45F, kPi * 1.75F);
      pen.Line({{0.66F, 0.1F}, {0.7F, 0.38F}, {0.42F, 0.42F}});
      break;
    case Icon::kTrash:
      pen.Line({{0.14F, 0.26F}, {0.86F, 0.26F}});
      pen.Line({{0.38F, 0.26F}, {0.4F, 0.12F}, {0.6F, 0.12F}, {0.62F, 0.26F}});
      pen.Line({{0.24F, 0.26F}, {0.3F, 0.9F}, {0.7F, 0.9F}, {0.76F, 0.26F}});
      break;
    case Icon::kChevronDown:
      pen.Line({{0.16F, 0.34F}, {0.5F, 0.68F}, {0.84F, 0.34F}});
      break;
    case Icon::kLock:
      pen.Bar(0.18F, 0.44F, 0.82F, 0.92F, 0.08F);
      pen.Arc(0.5F, 0.42F, 0.22F, -kPi, 0);
      break;
  }
}

}  // namespace samsyn
