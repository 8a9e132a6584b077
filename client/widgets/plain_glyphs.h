// Widths alone, for tests and tools without a browser: about Atkinson Hyperlegible's, and nothing to see.
#pragma once

#include "client/widgets/glyph_source.h"

namespace samsyn {

class PlainGlyphs : public GlyphSource {
 public:
  [[nodiscard]] float Advance(FontFace face, std::string_view cluster) override;
  [[nodiscard]] FontMetrics Metrics(FontFace face) override;
  [[nodiscard]] GlyphBitmap Rasterize(FontFace face, float size, float shift, std::string_view cluster) override;
};

}  // namespace samsyn
