#include "client/widgets/plain_glyphs.h"

namespace samsyn {

float PlainGlyphs::Advance(FontFace face, std::string_view cluster) {
  if (cluster.empty()) return 0;
  const float weight = face == FontFace::kBold ? 1.07F : 1.0F;
  const auto first = static_cast<unsigned char>(cluster[0]);
  if (first >= 0xE1) return 1.0F;  // CJK, emoji
  constexpr std::string_view kNarrow = " .,:;'|!ijl()[]";
  constexpr std::string_view kWide = "mwMW@%";
  if (first < 0x80 && kNarrow.find(cluster[0]) != std::string_view::npos) return 0.27F * weight;
  if (first < 0x80 && kWide.find(cluster[0]) != std::string_view::npos) return 0.86F * weight;
  if (first >= 'A' && first <= 'Z') return 0.66F * weight;
  return 0.56F * weight;
}

FontMetrics PlainGlyphs::Metrics(FontFace) { return {0.95F, 0.25F}; }

GlyphBitmap PlainGlyphs::Rasterize(FontFace, float, float, std::string_view) { return {}; }

}  // namespace samsyn
