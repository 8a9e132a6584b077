// Letters drawn by the browser on a small canvas of its own (web/glyphs.js), with its own fallback fonts and emoji.
#pragma once

#include <array>
#include <string>
#include <unordered_map>

#include "client/widgets/glyph_source.h"

namespace samsyn {

class GlyphSourceWeb : public GlyphSource {
 public:
  [[nodiscard]] float Advance(FontFace face, std::string_view cluster) override;
  [[nodiscard]] FontMetrics Metrics(FontFace face) override;
  [[nodiscard]] GlyphBitmap Rasterize(FontFace face, float size, float shift, std::string_view cluster) override;
  // The fonts have changed: measure again.
  void Forget();

 private:
  struct Widths {
    std::array<float, 128> ascii = {};  // 0: not yet measured
    std::unordered_map<std::string, float> others;
    FontMetrics metrics;
  };
  std::array<Widths, 2> widths_;
};

}  // namespace samsyn
