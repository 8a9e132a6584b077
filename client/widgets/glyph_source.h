// Where letters come from: how wide each is, and its picture.
//
// On the web the browser draws them (client/platform/glyph_source_web.cpp), so that drawn text equals the page's own
// and every script and emoji shows. Tests use widths alone (client/widgets/plain_glyphs.h). What is measured and
// drawn is a grapheme cluster: one letter as the reader sees it, which may be several code points.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace samsyn {

enum class FontFace : std::uint8_t { kRegular, kBold };

struct GlyphBitmap {
  int width = 0;  // device pixels; 0: nothing to draw
  int height = 0;
  float left = 0;  // from the pen position to the bitmap's left edge, device pixels
  float top = 0;   // from the baseline to the bitmap's upper edge, negative upwards
  bool colored = false;
  std::vector<std::uint8_t> rgba;
};

struct FontMetrics {
  float ascent = 0;  // as parts of the font size, both positive
  float descent = 0;
};

class GlyphSource {
 public:
  virtual ~GlyphSource() = default;
  // Width of the cluster at font size 1.
  [[nodiscard]] virtual float Advance(FontFace face, std::string_view cluster) = 0;
  [[nodiscard]] virtual FontMetrics Metrics(FontFace face) = 0;
  // `size` is in device pixels; the pen stands `shift` (0 to 1) device pixels right of a pixel's edge.
  [[nodiscard]] virtual GlyphBitmap Rasterize(FontFace face, float size, float shift, std::string_view cluster) = 0;
};

}  // namespace samsyn
