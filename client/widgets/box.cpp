#include "client/widgets/box.h"

#include <algorithm>
#include <cmath>

namespace samsyn {
namespace {

using Kind = Extent::Kind;

// Sums and snapping to pixels may take up to a pixel from a box that was exactly as wide as its text. Not for fields:
// there the browser counts.
constexpr float kTextSlack = 1;

float Horizontal(const Box& box) { return box.layout.padding.left + box.layout.padding.right; }
float Vertical(const Box& box) { return box.layout.padding.top + box.layout.padding.bottom; }

float Gaps(const Box& box) {
  return box.children.empty() ? 0 : box.layout.gap * static_cast<float>(box.children.size() - 1);
}

bool SharesWidth(const Box& child) {
  return child.kind == Box::Kind::kSpring || child.layout.width.kind == Kind::kFill;
}

bool SharesHeight(const Box& child) {
  return child.kind == Box::Kind::kSpring || child.layout.height.kind == Kind::kFill;
}

float ShareOf(const Extent& extent) { return extent.kind == Kind::kFill && extent.value > 0 ? extent.value : 1.0F; }

// How wide `count` children from `first` are when they stand in a row that is `inner` wide inside.
std::vector<float> RowWidths(const Box& row, std::size_t first, std::size_t count, float inner) {
  std::vector<float> widths(count, 0);
  std::vector<float> least(count, 0);
  const float room = inner - row.layout.gap * static_cast<float>(count > 0 ? count - 1 : 0);
  float taken = 0;
  float least_shared = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Box& child = *row.children[first + i];
    least[i] = child.kind == Box::Kind::kSpring ? 0 : LeastWidth(child);
    if (SharesWidth(child)) {
      least_shared += least[i];
      continue;
    }
    widths[i] = NaturalWidth(child);
    if (child.layout.width.kind == Kind::kFixed) least[i] = widths[i];
    taken += widths[i];
  }
  // Text gives way before buttons and pills do.
  for (const bool sturdy : {false, true}) {
    float can_shrink = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Box& child = *row.children[first + i];
      if (!SharesWidth(child) && child.sturdy == sturdy) can_shrink += std::max(0.0F, widths[i] - least[i]);
    }
    const float missing = taken + least_shared - room;
    if (missing <= 0 || can_shrink <= 0) continue;
    const float part = std::min(1.0F, missing / can_shrink);
    for (std::size_t i = 0; i < count; ++i) {
      const Box& child = *row.children[first + i];
      if (SharesWidth(child) || child.sturdy != sturdy) continue;
      const float give = std::max(0.0F, widths[i] - least[i]) * part;
      widths[i] -= give;
      taken -= give;
    }
  }
  // Those that share: each at least what it needs, the rest by share.
  float left = std::max(0.0F, room - taken);
  std::vector<bool> settled(count, false);
  for (bool again = true; again;) {
    again = false;
    float shares = 0;
    float open = left;
    for (std::size_t i = 0; i < count; ++i) {
      if (!SharesWidth(*row.children[first + i])) continue;
      if (settled[i]) {
        open -= least[i];
      } else {
        shares += ShareOf(row.children[first + i]->layout.width);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (!SharesWidth(*row.children[first + i])) continue;
      if (settled[i]) {
        widths[i] = least[i];
        continue;
      }
      widths[i] = std::max(0.0F, open) * ShareOf(row.children[first + i]->layout.width) / shares;
      if (widths[i] < least[i] - 0.01F) {
        settled[i] = true;
        again = true;
      }
    }
  }
  // Alone on its line and still too wide: its longest word has to break.
  if (count == 1) widths[0] = std::min(widths[0], inner);
  return widths;
}

struct Line {
  std::size_t first;
  std::vector<float> widths;
};

// A row's children in lines. A plain row is one line, unless even its narrowest does not fit: then it goes on below,
// which is what large text on a small screen needs.
std::vector<Line> LinesOf(const Box& box, float inner) {
  std::vector<Line> lines;
  float needed = Gaps(box);
  for (Box* child : box.children) needed += child->kind == Box::Kind::kSpring ? 0 : LeastWidth(*child);
  if (box.kind == Box::Kind::kRow && needed <= inner + 1.01F * kTextSlack) {
    lines.push_back({0, RowWidths(box, 0, box.children.size(), inner)});
    return lines;
  }
  std::size_t first = 0;
  float x = 0;
  for (std::size_t i = 0; i <= box.children.size(); ++i) {
    float width = 0;
    if (i < box.children.size()) {
      Box& child = *box.children[i];
      const bool spring = child.kind == Box::Kind::kSpring;
      width = spring ? 0 : std::min(inner, SharesWidth(child) ? LeastWidth(child) : NaturalWidth(child));
    }
    if (i == box.children.size() || (i > first && x + width > inner + 1.01F * kTextSlack)) {
      if (i > first) lines.push_back({first, RowWidths(box, first, i - first, inner)});
      first = i;
      x = 0;
    }
    x += width + box.layout.gap;
  }
  return lines;
}

float WidthInColumn(const Box& column, Box& child, float inner) {
  float width = inner;
  const bool fits = column.layout.align == Align::kStart || column.layout.align == Align::kCenter ||
                    column.layout.align == Align::kEnd;
  switch (child.layout.width.kind) {
    case Kind::kAuto:
      if (fits) width = std::min(inner, NaturalWidth(child));
      break;
    case Kind::kFit:
      width = std::min(inner, NaturalWidth(child));
      break;
    case Kind::kFill:
      break;
    case Kind::kFixed:
      width = std::min(inner, child.layout.width.value);
      break;
  }
  if (child.layout.max_width > 0) width = std::min(width, child.layout.max_width);
  return width;
}

std::vector<float> TableWidths(Box& table, float inner) {
  const std::size_t count = table.columns.size();
  std::vector<float> natural(count, 0);
  std::vector<float> least(count, 0);
  float gap = 0;
  for (Box* row : table.children) {
    gap = row->layout.gap;
    for (std::size_t i = 0; i < count && i < row->children.size(); ++i) {
      natural[i] = std::max(natural[i], NaturalWidth(*row->children[i]));
      least[i] = std::max(least[i], LeastWidth(*row->children[i]));
    }
  }
  float room = inner - gap * static_cast<float>(count > 0 ? count - 1 : 0);
  float shares = 0;
  std::vector<float> widths(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    if (table.columns[i].kind == Kind::kFixed) widths[i] = natural[i] = least[i] = table.columns[i].value;
    if (table.columns[i].kind == Kind::kFill) shares += ShareOf(table.columns[i]);
  }
  float all_natural = 0;
  float all_least = 0;
  float growing = 0;  // natural width of what takes the surplus
  for (std::size_t i = 0; i < count; ++i) {
    all_natural += natural[i];
    all_least += least[i];
    if (table.columns[i].kind == Kind::kAuto) growing += natural[i];
  }
  const float extra = room - all_natural;
  for (std::size_t i = 0; i < count; ++i) {
    widths[i] = natural[i];
    if (extra >= 0) {
      if (shares > 0) {
        if (table.columns[i].kind == Kind::kFill) widths[i] += extra * ShareOf(table.columns[i]) / shares;
      } else if (growing > 0 && table.columns[i].kind == Kind::kAuto) {
        widths[i] += extra * natural[i] / growing;
      }
    } else if (all_natural > all_least) {
      widths[i] -= std::min(1.0F, -extra / (all_natural - all_least)) * (natural[i] - least[i]);
    }
  }
  return widths;
}

float LineHeight(const Box& row, const Line& line) {
  float height = 0;
  for (std::size_t i = 0; i < line.widths.size() && line.first + i < row.children.size(); ++i) {
    height = std::max(height, HeightFor(*row.children[line.first + i], line.widths[i]));
  }
  return height;
}

float InnerHeight(Box& box, float inner) {
  switch (box.kind) {
    case Box::Kind::kText:
    case Box::Kind::kField:
      box.text->Wrap(inner + (box.kind == Box::Kind::kText ? kTextSlack : 0));
      return box.line_height * static_cast<float>(std::max<std::size_t>(1, box.text->Lines().size()));
    case Box::Kind::kLeaf:
      return box.leaf_height;
    case Box::Kind::kSpring:
      return 0;
    case Box::Kind::kRow:
    case Box::Kind::kWrap: {
      const auto lines = LinesOf(box, inner);
      float height = lines.empty() ? 0 : box.layout.gap * static_cast<float>(lines.size() - 1);
      for (const Line& line : lines) height += LineHeight(box, line);
      return height;
    }
    case Box::Kind::kColumn: {
      float height = Gaps(box);
      for (Box* child : box.children) height += HeightFor(*child, WidthInColumn(box, *child, inner));
      return height;
    }
    case Box::Kind::kTable: {
      const auto widths = TableWidths(box, inner);
      float height = Gaps(box);
      for (Box* row : box.children) height += LineHeight(*row, {0, widths}) + Vertical(*row);
      return height;
    }
  }
  return 0;
}

float AcrossIn(Align align, float room, float size) {
  switch (align) {
    case Align::kCenter:
      return (room - size) / 2;
    case Align::kEnd:
      return room - size;
    default:
      return 0;
  }
}

void PlaceLine(Box& row, const Line& line, float x, float y, float inner, float height, float ratio) {
  const std::size_t count = std::min(line.widths.size(), row.children.size() - line.first);
  float used = row.layout.gap * static_cast<float>(count > 0 ? count - 1 : 0);
  for (std::size_t i = 0; i < count; ++i) used += line.widths[i];
  const float left = std::max(0.0F, inner - used);
  float gap = row.layout.gap;
  if (row.layout.justify == Justify::kEnd) x += left;
  if (row.layout.justify == Justify::kCenter) x += left / 2;
  if (row.layout.justify == Justify::kBetween && count > 1) gap += left / static_cast<float>(count - 1);
  const Align align = row.layout.align == Align::kAuto ? Align::kCenter : row.layout.align;
  for (std::size_t i = 0; i < count; ++i) {
    Box& child = *row.children[line.first + i];
    const float width = line.widths[i];
    const bool stretches = align == Align::kStretch || child.layout.height.kind == Kind::kFill;
    const float child_height = stretches ? height : HeightFor(child, width);
    Place(child, x, y + AcrossIn(align, height, child_height), width, child_height, ratio);
    x += width + gap;
  }
}

void PlaceColumn(Box& column, float x, float y, float inner, float height, float ratio) {
  float used = Gaps(column);
  float shares = 0;
  std::vector<float> widths;
  std::vector<float> heights;
  for (Box* child : column.children) {
    widths.push_back(WidthInColumn(column, *child, inner));
    heights.push_back(SharesHeight(*child) ? 0 : HeightFor(*child, widths.back()));
    used += heights.back();
    if (SharesHeight(*child)) shares += ShareOf(child->layout.height);
  }
  const float left = std::max(0.0F, height - used);
  float gap = column.layout.gap;
  if (shares <= 0) {
    if (column.layout.justify == Justify::kEnd) y += left;
    if (column.layout.justify == Justify::kCenter) y += left / 2;
    if (column.layout.justify == Justify::kBetween && column.children.size() > 1) {
      gap += left / static_cast<float>(column.children.size() - 1);
    }
  }
  for (std::size_t i = 0; i < column.children.size(); ++i) {
    Box& child = *column.children[i];
    if (SharesHeight(child)) heights[i] = left * ShareOf(child.layout.height) / shares;
    const bool centred = child.layout.max_width > 0 && column.layout.align == Align::kAuto;
    const float indent = AcrossIn(centred ? Align::kCenter : column.layout.align, inner, widths[i]);
    Place(child, x + indent, y, widths[i], heights[i], ratio);
    y += heights[i] + gap;
  }
}

}  // namespace

float NaturalWidth(Box& box) {
  if (box.natural_width >= 0) return box.natural_width;
  float width = 0;
  if (box.layout.width.kind == Kind::kFixed) {
    width = box.layout.width.value;
  } else {
    switch (box.kind) {
      case Box::Kind::kText:
        width = std::ceil(box.text->NaturalWidth() * 64) / 64;
        break;
      case Box::Kind::kField:
        width = std::max(box.leaf_width, box.text->NaturalWidth());
        break;
      case Box::Kind::kLeaf:
        width = box.leaf_width;
        break;
      case Box::Kind::kSpring:
        break;
      case Box::Kind::kRow:
      case Box::Kind::kWrap:
        width = Gaps(box);
        for (Box* child : box.children) width += NaturalWidth(*child);
        break;
      case Box::Kind::kColumn:
        for (Box* child : box.children) width = std::max(width, NaturalWidth(*child));
        break;
      case Box::Kind::kTable: {
        for (Box* row : box.children) width = std::max(width, NaturalWidth(*row));
        break;
      }
    }
    width += Horizontal(box);
    if (box.layout.max_width > 0) width = std::min(width, box.layout.max_width);
  }
  return box.natural_width = width;
}

float LeastWidth(Box& box) {
  if (box.least_width >= 0) return box.least_width;
  float width = 0;
  if (box.layout.width.kind == Kind::kFixed) {
    width = box.layout.width.value;
  } else {
    switch (box.kind) {
      case Box::Kind::kText:
        width = box.text->LongestWord();
        break;
      case Box::Kind::kField:
        width = std::min(box.leaf_width, 60.0F);
        break;
      case Box::Kind::kLeaf:
        width = box.leaf_width;
        break;
      case Box::Kind::kSpring:
        break;
      case Box::Kind::kRow:
        width = Gaps(box);
        for (Box* child : box.children) width += LeastWidth(*child);
        break;
      case Box::Kind::kWrap:
      case Box::Kind::kColumn:
      case Box::Kind::kTable:
        if (box.scrolls) break;
        for (Box* child : box.children) width = std::max(width, LeastWidth(*child));
        break;
    }
    width += Horizontal(box);
    if (box.layout.max_width > 0) width = std::min(width, box.layout.max_width);
  }
  return box.least_width = width;
}

float HeightFor(Box& box, float width) {
  if (box.layout.height.kind == Kind::kFixed) return box.layout.height.value;
  if (box.scrolls) return box.layout.min_height;
  if (box.asked_width == width) return box.asked_height;
  const float height =
      std::max(box.layout.min_height, InnerHeight(box, std::max(0.0F, width - Horizontal(box))) + Vertical(box));
  box.asked_width = width;
  return box.asked_height = height;
}

void Place(Box& box, float x, float y, float width, float height, float pixel_ratio) {
  auto snap = [pixel_ratio](float value) { return std::round(value * pixel_ratio) / pixel_ratio; };
  box.x = snap(x);
  box.y = snap(y);
  box.width = snap(x + width) - box.x;
  box.height = snap(y + height) - box.y;
  const float inner = std::max(0.0F, box.width - Horizontal(box));
  const float inner_x = box.x + box.layout.padding.left;
  const float inner_y = box.y + box.layout.padding.top;
  float inner_height = std::max(0.0F, box.height - Vertical(box));
  if (box.scrolls) {
    inner_height = std::max(inner_height, InnerHeight(box, inner));
    box.content_height = inner_height + Vertical(box);
  }
  switch (box.kind) {
    case Box::Kind::kText:
      box.text->Wrap(inner + kTextSlack);
      break;
    case Box::Kind::kField:
      box.text->Wrap(inner);
      break;
    case Box::Kind::kLeaf:
    case Box::Kind::kSpring:
      break;
    case Box::Kind::kRow:
    case Box::Kind::kWrap: {
      const auto lines = LinesOf(box, inner);
      float line_y = inner_y;
      for (const Line& line : lines) {
        // A row in one line is as high as it was given, so that its children can stand in the middle or stretch.
        const bool whole = box.kind == Box::Kind::kRow && lines.size() == 1;
        const float height_of_line = whole ? inner_height : LineHeight(box, line);
        PlaceLine(box, line, inner_x, line_y, inner, height_of_line, pixel_ratio);
        line_y += height_of_line + box.layout.gap;
      }
      break;
    }
    case Box::Kind::kColumn:
      PlaceColumn(box, inner_x, inner_y, inner, inner_height, pixel_ratio);
      break;
    case Box::Kind::kTable: {
      const auto widths = TableWidths(box, inner);
      float row_y = inner_y;
      for (Box* row : box.children) {
        const float content = LineHeight(*row, {0, widths});
        const float row_height = content + Vertical(*row);
        row->x = box.x;
        row->y = snap(row_y);
        row->width = box.width;
        row->height = snap(row_y + row_height) - row->y;
        PlaceLine(*row, {0, widths}, inner_x, row_y + row->layout.padding.top, inner, content, pixel_ratio);
        row_y += row_height + box.layout.gap;
      }
      break;
    }
  }
}

}  // namespace samsyn
