// Dear ImGui's fonts, filled by a GlyphSource as letters are first drawn.
//
// ImGui knows letters by one number each; a cluster of several code points, or one seen at a part of a pixel, gets a
// number from the private use area while the program runs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/widgets/glyph_source.h"
#include "imgui.h"

namespace samsyn {

class GlyphAtlas {
 public:
  // Adds the fonts to the current ImGui context.
  explicit GlyphAtlas(GlyphSource& glyphs);
  GlyphAtlas(const GlyphAtlas&) = delete;
  GlyphAtlas& operator=(const GlyphAtlas&) = delete;

  // Draws the cluster with the pen at (x, baseline); `size` in CSS pixels.
  void Draw(ImDrawList& list, FontFace face, float size, float pixel_ratio, std::string_view cluster, float x,
            float baseline, ImU32 color);
  void Forget();

  // For the loader.
  struct Letter {
    std::string cluster;
    float shift = 0;
  };
  [[nodiscard]] Letter LetterOf(ImWchar code) const;
  [[nodiscard]] GlyphSource& Source() { return glyphs_; }

 private:
  [[nodiscard]] ImWchar CodeOf(std::string_view cluster, int quarter);

  GlyphSource& glyphs_;
  ImFont* fonts_[2] = {};
  std::unordered_map<std::string, ImWchar> codes_;
  std::vector<Letter> letters_;
};

}  // namespace samsyn
