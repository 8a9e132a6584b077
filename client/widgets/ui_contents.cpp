// What Ui shows and nobody presses: text, headings, pills, avatars, pictures.
#include <algorithm>
#include <cmath>

#include "client/widgets/ui_implementation.h"

namespace samsyn {
namespace {

struct PillTones {
  Tone background;
  Tone text;
  Look look;
};

PillTones TonesOf(PillKind kind) {
  switch (kind) {
    case PillKind::kOk:
      return {Tone::kOkSoft, Tone::kOk, Look::kPillOk};
    case PillKind::kTeal:
      return {Tone::kTealSoft, Tone::kTeal, Look::kPillTeal};
    case PillKind::kWarning:
      return {Tone::kWarnSoft, Tone::kWarn, Look::kPillWarning};
    case PillKind::kStop:
      return {Tone::kStopSoft, Tone::kStop, Look::kPillStop};
    case PillKind::kNeutral:
      break;
  }
  return {Tone::kStep, Tone::kSoft, Look::kPillNeutral};
}

// Of a text as a whole: the plain page does not mix.
Look LookOf(std::span<const TextRun> runs) {
  const auto all = [&](auto is) {
    return std::all_of(runs.begin(), runs.end(), [&](const TextRun& run) { return is(run.style); });
  };
  if (all([](const TextStyle& style) { return style.weight == Weight::kBold; })) return Look::kBold;
  if (all([](const TextStyle& style) { return style.tone == Tone::kSoft; })) return Look::kMuted;
  return Look::kNone;
}

}  // namespace

Box* Ui::Implementation::AddText(std::vector<StyledRun> runs, Align align, Extent width, float line_height) {
  Box* box = Add(Box::Kind::kText, {.width = width, .gap = 0});
  box->text = std::make_shared<TextLayout>(std::move(runs), glyphs);
  box->line_height = line_height;
  box->text_align = align;
  return box;
}

Box* Ui::Implementation::AddIcon(Icon icon, Tone tone, float size) {
  Box* box = Add(Box::Kind::kLeaf, {});
  box->leaf_width = box->leaf_height = size;
  box->icon = icon;
  box->icon_tone = tone;
  return box;
}

void Ui::Heading(int level, std::string_view text) {
  TextSize size = TextSize::kBody;
  if (level == 1) size = TextSize::kTitle;
  if (level == 2) size = TextSize::kLarge;
  Heading(level, text, {.size = size, .weight = Weight::kBold});
}

void Ui::Heading(int level, std::string_view text, const TextStyle& style) {
  auto& self = *implementation_;
  const float size = self.FontSize(style.size);
  Box* box = self.AddText({{std::string(text), FaceOf(style.weight), size, style.tone}}, style.align, style.width,
                          std::round(size * measure::kLineHeight));
  const NodeId id = MakeNodeId(self.Owner().node, "#heading", self.Owner().texts++);
  if (SemanticNode* node = self.Record(box, NodeRole::kHeading, id, text)) {
    node->level = std::clamp(level, 1, 6);
    node->lang = std::string(style.lang);
  }
}

void Ui::Text(std::string_view text, const TextStyle& style) {
  const TextRun run{text, style};
  Text(std::span<const TextRun>(&run, 1), style.align, style.width);
}

void Ui::Text(std::span<const TextRun> runs, Align align, Extent width) {
  auto& self = *implementation_;
  std::vector<StyledRun> styled;
  std::string name;
  float largest = 0;
  for (const TextRun& run : runs) {
    const float size = self.FontSize(run.style.size);
    largest = std::max(largest, size);
    styled.push_back({std::string(run.text), FaceOf(run.style.weight), size, run.style.tone});
    name += run.text;
  }
  Box* box = self.AddText(std::move(styled), align, width, std::round(largest * measure::kLineHeight));
  if (name.empty()) return;
  const NodeId id = MakeNodeId(self.Owner().node, "#text", self.Owner().texts++);
  if (SemanticNode* node = self.Record(box, NodeRole::kText, id, name)) {
    if (runs.empty()) return;
    node->lang = std::string(runs.front().style.lang);
    node->look = LookOf(runs);
  }
}

void Ui::Pill(std::string_view text, PillKind kind, Icon icon) {
  auto& self = *implementation_;
  const PillTones tones = TonesOf(kind);
  Box* box =
      self.Add(Box::Kind::kRow,
               {.width = Fit(), .gap = 7, .padding = Sides(12, 4), .background = tones.background, .radius = 99});
  const NodeId id = MakeNodeId(self.Owner().node, "#text", self.Owner().texts++);
  box->sturdy = true;
  if (SemanticNode* node = self.Record(box, NodeRole::kText, id, text)) node->look = tones.look;
  auto scope = self.OpenLayout(this, box);
  const float size = self.FontSize(TextSize::kMuted);
  if (icon != Icon::kNone) self.AddIcon(icon, tones.text, std::round(size * 0.8F));
  self.AddText({{std::string(text), FontFace::kRegular, size, tones.text}}, Align::kStart, {},
               std::round(size * measure::kLineHeight));
}

void Ui::Avatar(std::string_view initials, Tone tone, std::string_view name) {
  auto& self = *implementation_;
  Box* box = self.Add(Box::Kind::kLeaf, {.radius = 99});
  box->leaf_width = box->leaf_height = self.S(measure::kAvatar);
  box->avatar = std::string(initials);
  box->icon_tone = tone;
  if (name.empty()) return;
  const NodeId id = MakeNodeId(self.Owner().node, "#avatar", self.Owner().texts++);
  if (SemanticNode* node = self.Record(box, NodeRole::kImage, id, name)) node->look = Look::kAvatar;
}

void Ui::Emoji(std::string_view emoji, std::string_view name, TextSize size) {
  auto& self = *implementation_;
  const float pixels = self.FontSize(size);
  Box* box = self.AddText({{std::string(emoji), FontFace::kRegular, pixels, Tone::kInk}}, Align::kStart, Fit(),
                          std::round(pixels * measure::kLineHeight));
  const NodeId id = MakeNodeId(self.Owner().node, "#emoji", self.Owner().texts++);
  if (SemanticNode* node = self.Record(box, NodeRole::kImage, id, name)) node->value = std::string(emoji);
}

void Ui::QrCode(std::string_view name, std::string_view text, float size) {
  auto& self = *implementation_;
  if (self.qr == nullptr || self.qr_text != text) {
    Result<QrSquare> square = MakeQrSquare(text);
    if (!square) return;
    self.qr = std::make_shared<const QrSquare>(std::move(square.Value()));
    self.qr_text = std::string(text);
  }
  Box* box = self.Add(Box::Kind::kLeaf, {});
  box->leaf_width = box->leaf_height = size;
  box->qr = self.qr;
  const NodeId id = MakeNodeId(self.Owner().node, "#qr", self.Owner().texts++);
  if (SemanticNode* node = self.Record(box, NodeRole::kImage, id, name)) node->value = QrValue(*self.qr);
}

void Ui::Picture(Icon icon, Tone tone, std::string_view name) {
  auto& self = *implementation_;
  Box* box = self.AddIcon(icon, tone, std::round(self.FontSize(TextSize::kBody) * 0.85F));
  if (name.empty()) return;
  self.Record(box, NodeRole::kImage, MakeNodeId(self.Owner().node, "#picture", self.Owner().texts++), name);
}

}  // namespace samsyn
