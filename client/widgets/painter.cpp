#include "client/widgets/painter.h"

#include <algorithm>
#include <cmath>

#include "client/widgets/glyph_atlas.h"
#include "client/widgets/icons.h"
#include "client/widgets/line_break.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace samsyn {
namespace {

constexpr std::string_view kSoftHyphen = "\u00AD";  // seen only where a line breaks at it

void DashedRect(ImDrawList& list, ImVec2 from, ImVec2 to, float rounding, float width, ImU32 color) {
  list.PathRect(from, to, rounding);
  const ImVector<ImVec2> corners = list._Path;
  list.PathClear();
  const float dash = width * 3;
  const float gap = width * 2;
  float left = dash;
  bool drawing = true;
  std::vector<ImVec2> stroke;
  auto flush = [&] {
    if (stroke.size() > 1) {
      list.AddPolyline(stroke.data(), static_cast<int>(stroke.size()), color, ImDrawFlags_None, width);
    }
    stroke.clear();
  };
  for (int i = 0; i < corners.Size; ++i) {
    ImVec2 at = corners[i];
    const ImVec2 next = corners[(i + 1) % corners.Size];
    float length = std::hypot(next.x - at.x, next.y - at.y);
    while (length > 0.001F) {
      const float step = std::min(left, length);
      if (drawing && stroke.empty()) stroke.push_back(at);
      at.x += (next.x - at.x) * step / length;
      at.y += (next.y - at.y) * step / length;
      if (drawing) stroke.push_back(at);
      length -= step;
      left -= step;
      if (left <= 0.001F) {
        flush();
        drawing = !drawing;
        left = drawing ? dash : gap;
      }
    }
  }
  flush();
}

}  // namespace

class Painter::Implementation {
 public:
  explicit Implementation(GlyphSource& glyphs) : glyphs_(glyphs), context_(NewContext()), atlas_(glyphs) {
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.ConfigFlags |= ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoKeyboard;
  }

  ~Implementation() { ImGui::DestroyContext(context_); }

  void Begin(const Viewport& viewport, float scale, Scheme scheme) {
    ImGui::SetCurrentContext(context_);
    ratio_ = viewport.pixel_ratio;
    scale_ = scale;
    scheme_ = scheme;
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {std::max(1.0F, viewport.width), std::max(1.0F, viewport.height)};
    io.DisplayFramebufferScale = {ratio_, ratio_};
    io.DeltaTime = 1.0F / 60;
    if (io.BackendRendererName == nullptr) PretendTextures();
    ImGui::GetStyle().CircleTessellationMaxError = 0.1F;
    ImGui::NewFrame();
    list_ = ImGui::GetBackgroundDrawList();
    list_->_FringeScale = 1.0F / ratio_;
    list_->AddRectFilled({0, 0}, io.DisplaySize, Paintable(Tone::kPaper));
    clip_ = ImVec4(0, 0, io.DisplaySize.x, io.DisplaySize.y);
  }

  void End() {
    ImGui::Render();
    list_ = nullptr;
  }

  void Paint(const Box& box, float shift) {
    const ImVec2 from(box.x, box.y - shift);
    const ImVec2 to(box.x + box.width, box.y + box.height - shift);
    constexpr float kReach = 8;  // outlines, shadows and names over carets reach outside
    const bool visible = from.x - kReach < clip_.z && to.x + kReach > clip_.x && from.y - 3 * kReach < clip_.w &&
                         to.y + kReach > clip_.y;
    if (visible) PaintOne(box, from, to);
    if (box.children.empty()) return;
    if (!box.scrolls) {
      for (const Box* child : box.children) Paint(*child, shift);
      return;
    }
    const ImVec4 outside = clip_;
    list_->PushClipRect(from, to, true);
    clip_ = {std::max(clip_.x, from.x), std::max(clip_.y, from.y), std::min(clip_.z, to.x), std::min(clip_.w, to.y)};
    for (const Box* child : box.children) Paint(*child, shift + box.scroll);
    clip_ = outside;
    list_->PopClipRect();
  }

  void ForgetGlyphs() {
    ImGui::SetCurrentContext(context_);
    atlas_.Forget();
  }

 private:
  // Current at once, so that the atlas adds its fonts to it.
  static ImGuiContext* NewContext() {
    ImGuiContext* context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    return context;
  }

  // Without a renderer nobody else answers ImGui's wishes about textures.
  void PretendTextures() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
      } else if (texture->Status != ImTextureStatus_OK && texture->Status != ImTextureStatus_Destroyed) {
        texture->SetTexID(1);
        texture->SetStatus(ImTextureStatus_OK);
      }
    }
  }

  [[nodiscard]] ImU32 Paintable(Tone tone) const {
    const Rgba color = ColorOf(tone, scheme_);
    return IM_COL32(color.r, color.g, color.b, color.a);
  }

  [[nodiscard]] float Snap(float value) const { return std::round(value * ratio_) / ratio_; }

  void PaintOne(const Box& box, ImVec2 from, ImVec2 to) {
    const float radius = std::min(box.layout.radius, std::min(box.width, box.height) / 2);
    if (box.shadow) {
      for (int i = 6; i > 0; --i) {
        const auto grow = static_cast<float>(i) * 2;
        list_->AddRectFilled({from.x - grow, from.y - grow + 4}, {to.x + grow, to.y + grow + 4},
                             IM_COL32(28, 35, 38, 10), radius + grow);
      }
    }
    // The border lies inside; the background under its middle, so that no corner shows outside it.
    const float inset = box.border_width / 2;
    if (box.layout.background != Tone::kNone) {
      const float in = box.top_line == 0 ? inset / 2 : 0;
      list_->AddRectFilled({from.x + in, from.y + in}, {to.x - in, to.y - in}, Paintable(box.layout.background),
                           std::max(0.0F, radius - in));
    }
    if (box.layout.border != Tone::kNone && box.border_width > 0) {
      const ImU32 color = Paintable(box.layout.border);
      if (box.top_line == 1) {
        list_->AddRectFilled(from, {to.x, from.y + box.border_width}, color);
      } else if (box.top_line == 2) {
        list_->AddRectFilled({from.x, to.y - box.border_width}, to, color);
      } else if (box.dashed) {
        DashedRect(*list_, {from.x + inset, from.y + inset}, {to.x - inset, to.y - inset}, radius - inset,
                   box.border_width, color);
      } else {
        // AddRect draws around pixel middles: half a pixel in, which it adds itself.
        const float half = 0.5F;
        list_->AddRect({from.x + inset - half, from.y + inset - half}, {to.x - inset + half, to.y - inset + half},
                       color, std::max(0.0F, radius - inset + half), 0, box.border_width);
      }
    }
    if (box.outline != Tone::kNone) {
      const float out = box.outline_width / 2;
      list_->AddRect({from.x - out - 0.5F, from.y - out - 0.5F}, {to.x + out + 0.5F, to.y + out + 0.5F},
                     Paintable(box.outline), radius + out, 0, box.outline_width);
    }
    if (box.bar != Tone::kNone) {
      list_->AddRectFilled(from, {from.x + 5 * scale_, to.y}, Paintable(box.bar));
    }
    if (box.icon != Icon::kNone) {
      DrawIcon(*list_, box.icon, Snap(from.x), Snap(from.y), std::min(box.width, box.height), Paintable(box.icon_tone));
    }
    if (!box.avatar.empty()) PaintAvatar(box, from);
    if (box.qr != nullptr) PaintQr(*box.qr, from, std::min(box.width, box.height));
    if (box.text != nullptr) PaintText(box, from);
  }

  void PaintAvatar(const Box& box, ImVec2 from) {
    const ImVec2 middle(from.x + box.width / 2, from.y + box.height / 2);
    list_->AddCircleFilled(middle, std::min(box.width, box.height) / 2, Paintable(box.icon_tone));
    const float size = std::round(PixelsOf(TextSize::kAvatar) * scale_);
    float width = 0;
    for (std::size_t at = 0; at < box.avatar.size();) {
      const std::size_t end = ClusterEnd(box.avatar, at);
      width += glyphs_.Advance(FontFace::kBold, std::string_view(box.avatar).substr(at, end - at)) * size;
      at = end;
    }
    float x = middle.x - width / 2;
    const float baseline = Baseline(middle.y - size / 2, size, FontFace::kBold, size);
    for (std::size_t at = 0; at < box.avatar.size();) {
      const std::size_t end = ClusterEnd(box.avatar, at);
      const auto cluster = std::string_view(box.avatar).substr(at, end - at);
      atlas_.Draw(*list_, FontFace::kBold, size, ratio_, cluster, x, baseline, Paintable(Tone::kCard));
      x += glyphs_.Advance(FontFace::kBold, cluster) * size;
      at = end;
    }
  }

  // Every module is as many whole device pixels: a blurred edge costs a camera more than a wider margin.
  void PaintQr(const QrSquare& square, ImVec2 from, float size) {
    const auto modules = static_cast<float>(square.side + 2 * kQuietZone);
    const float module = std::max(1.0F, std::floor(size * ratio_ / modules)) / ratio_;
    const ImVec2 corner(Snap(from.x), Snap(from.y));
    const float whole = std::max(Snap(size), module * modules);
    list_->AddRectFilled(corner, {corner.x + whole, corner.y + whole}, Paintable(Tone::kQrLight));
    const float margin = Snap((whole - module * static_cast<float>(square.side)) / 2);
    const ImVec2 first(corner.x + margin, corner.y + margin);
    for (int y = 0; y < square.side; ++y) {
      for (int x = 0; x < square.side; ++x) {
        const int start = x;
        while (x < square.side && square.IsDark(x, y)) ++x;
        if (x == start) continue;
        const float top = first.y + static_cast<float>(y) * module;
        list_->AddRectFilled({first.x + static_cast<float>(start) * module, top},
                             {first.x + static_cast<float>(x) * module, top + module}, Paintable(Tone::kQrDark));
      }
    }
  }

  // As browsers place it: ascent and descent are whole device pixels, and so is the half of what the line height leaves
  // over, rounded down.
  float Baseline(float top, float line_height, FontFace face, float size) {
    const FontMetrics metrics = glyphs_.Metrics(face);
    const float ascent = std::round(metrics.ascent * size);
    const float descent = std::round(metrics.descent * size);
    const float half = std::floor((line_height - ascent - descent) / 2);
    return Snap(top + half + ascent);
  }

  void PaintText(const Box& box, ImVec2 from) {
    const TextLayout& text = *box.text;
    const float left = from.x + box.layout.padding.left;
    const float top = from.y + box.layout.padding.top;
    const float inner = box.width - box.layout.padding.left - box.layout.padding.right;
    PaintSelections(box, left, top);
    if (box.show_text) {
      float largest = 0;
      for (const auto& run : text.Runs()) largest = std::max(largest, run.size);
      for (std::size_t number = 0; number < text.Lines().size(); ++number) {
        const TextLine& line = text.Lines()[number];
        const float line_top = top + static_cast<float>(number) * box.line_height;
        if (line_top > clip_.w || line_top + box.line_height < clip_.y) continue;
        float x = left;
        if (box.text_align == Align::kCenter) x += std::max(0.0F, (inner - line.width) / 2);
        if (box.text_align == Align::kEnd) x += std::max(0.0F, inner - line.width);
        const float baseline = Baseline(line_top, box.line_height, FontFace::kRegular, largest);
        for (std::size_t i = line.first; i < line.end; ++i) {
          const PlacedCluster& cluster = text.Clusters()[i];
          const StyledRun& run = text.Runs()[cluster.run];
          auto letters = std::string_view(run.text).substr(cluster.byte, cluster.bytes);
          if (letters == " " || letters == "\n" || letters == "\t") continue;
          if (letters == kSoftHyphen) {
            if (i + 1 != line.end) continue;
            letters = "-";
          }
          const Tone tone = box.text_tone != Tone::kNone ? box.text_tone : run.tone;
          atlas_.Draw(*list_, run.face, run.size, ratio_, letters, x + cluster.x, baseline, Paintable(tone));
        }
      }
    }
    PaintCarets(box, left, top);
  }

  void PaintSelections(const Box& box, float left, float top) {
    for (const Box::Caret& caret : box.carets) {
      const std::size_t start = std::min(caret.start, caret.end);
      const std::size_t end = std::max(caret.start, caret.end);
      if (start == end) continue;
      for (std::size_t line = 0; line < box.text->Lines().size(); ++line) {
        const auto [x0, x1] = box.text->Selected(line, start, end);
        if (x1 <= x0) continue;
        const float size = box.text->Runs().empty() ? 17 : box.text->Runs()[0].size;
        const float middle = top + (static_cast<float>(line) + 0.5F) * box.line_height;
        list_->AddRectFilled({left + x0, Snap(middle - size * 0.6F)}, {left + x1, Snap(middle + size * 0.6F)},
                             Paintable(PersonSoftTone(caret.person)));
      }
    }
  }

  void PaintCarets(const Box& box, float left, float top) {
    const float tag_size = std::round(PixelsOf(TextSize::kTag) * scale_);
    for (const Box::Caret& caret : box.carets) {
      const auto place = box.text->CaretAt(caret.end);
      const float size = box.text->Runs().empty() ? 17 : box.text->Runs()[0].size;
      const float middle = top + (static_cast<float>(place.line) + 0.5F) * box.line_height;
      const float x = Snap(left + place.x);
      const float caret_top = Snap(middle - size * 0.58F);
      const ImU32 color = Paintable(PersonTone(caret.person));
      list_->AddRectFilled({x, caret_top}, {x + 2, Snap(middle + size * 0.58F)}, color);
      float width = 0;
      for (std::size_t at = 0; at < caret.name.size();) {
        const std::size_t end = ClusterEnd(caret.name, at);
        width += glyphs_.Advance(FontFace::kBold, std::string_view(caret.name).substr(at, end - at)) * tag_size;
        at = end;
      }
      const float padding = 5 * scale_;
      const float height = std::round(tag_size * 1.35F);
      const float tag_left = std::max(left - padding, std::min(x - 2, box.x + box.width - width - 2 * padding - 4));
      const float tag_top = caret_top - height;
      list_->AddRectFilled({tag_left, tag_top}, {tag_left + width + 2 * padding, tag_top + height}, color, 4 * scale_);
      float pen = tag_left + padding;
      const float baseline = Baseline(tag_top, height, FontFace::kBold, tag_size);
      for (std::size_t at = 0; at < caret.name.size();) {
        const std::size_t end = ClusterEnd(caret.name, at);
        const auto cluster = std::string_view(caret.name).substr(at, end - at);
        atlas_.Draw(*list_, FontFace::kBold, tag_size, ratio_, cluster, pen, baseline, Paintable(Tone::kCard));
        pen += glyphs_.Advance(FontFace::kBold, cluster) * tag_size;
        at = end;
      }
    }
  }

  GlyphSource& glyphs_;
  ImGuiContext* context_;
  GlyphAtlas atlas_;
  ImDrawList* list_ = nullptr;
  ImVec4 clip_;
  float ratio_ = 1;
  float scale_ = 1;
  Scheme scheme_ = Scheme::kLight;
};

Painter::Painter(GlyphSource& glyphs) : implementation_(std::make_unique<Implementation>(glyphs)) {}
Painter::~Painter() = default;
void Painter::Begin(const Viewport& viewport, float scale, Scheme scheme) {
  implementation_->Begin(viewport, scale, scheme);
}
void Painter::Paint(const Box& root) { implementation_->Paint(root, 0); }
void Painter::End() { implementation_->End(); }
void Painter::ForgetGlyphs() { implementation_->ForgetGlyphs(); }

}  // namespace samsyn
