#include "client/platform/glyph_source_web.h"

#include <emscripten.h>

#include <cstdlib>

// clang-format off
EM_JS(float, samsyn_glyph_advance, (int bold, const char* text, std::size_t size), {
  return samsynPage.glyphs.advance(bold, samsynPage.readText(text, size));
});
EM_JS(float, samsyn_font_metric, (int bold, int which), { return samsynPage.glyphs.metric(bold, which); });
// A malloc'ed block: 5 int32 (width, height, left, top, coloured) and then RGBA.
EM_JS(std::uint8_t*, samsyn_glyph_draw, (int bold, float pixels, float shift, const char* text, std::size_t size), {
  const glyph = samsynPage.glyphs.draw(bold, pixels, shift, samsynPage.readText(text, size));
  const block = _malloc(20 + glyph.rgba.length);
  const numbers = HEAP32;
  numbers[block >> 2] = glyph.width;
  numbers[(block >> 2) + 1] = glyph.height;
  numbers[(block >> 2) + 2] = glyph.left;
  numbers[(block >> 2) + 3] = glyph.top;
  numbers[(block >> 2) + 4] = glyph.colored;
  HEAPU8.set(glyph.rgba, block + 20);
  return block;
});
// clang-format on

namespace samsyn {

float GlyphSourceWeb::Advance(FontFace face, std::string_view cluster) {
  Widths& widths = widths_[static_cast<std::size_t>(face)];
  const int bold = face == FontFace::kBold ? 1 : 0;
  if (cluster.size() == 1 && static_cast<unsigned char>(cluster[0]) < 128) {
    float& width = widths.ascii[static_cast<unsigned char>(cluster[0])];
    if (width == 0) width = samsyn_glyph_advance(bold, cluster.data(), cluster.size());
    return width;
  }
  auto [entry, is_new] = widths.others.try_emplace(std::string(cluster), 0.0F);
  if (is_new) entry->second = samsyn_glyph_advance(bold, cluster.data(), cluster.size());
  return entry->second;
}

FontMetrics GlyphSourceWeb::Metrics(FontFace face) {
  FontMetrics& metrics = widths_[static_cast<std::size_t>(face)].metrics;
  const int bold = face == FontFace::kBold ? 1 : 0;
  if (metrics.ascent == 0) metrics = {samsyn_font_metric(bold, 0), samsyn_font_metric(bold, 1)};
  return metrics;
}

GlyphBitmap GlyphSourceWeb::Rasterize(FontFace face, float size, float shift, std::string_view cluster) {
  std::uint8_t* block = samsyn_glyph_draw(face == FontFace::kBold ? 1 : 0, size, shift, cluster.data(), cluster.size());
  const auto* numbers = reinterpret_cast<const std::int32_t*>(block);
  GlyphBitmap bitmap;
  bitmap.width = numbers[0];
  bitmap.height = numbers[1];
  bitmap.left = static_cast<float>(numbers[2]);
  bitmap.top = static_cast<float>(numbers[3]);
  bitmap.colored = numbers[4] != 0;
  const std::uint8_t* pixels = block + 20;
  bitmap.rgba.assign(pixels,
                     pixels + static_cast<std::size_t>(bitmap.width) * static_cast<std::size_t>(bitmap.height) * 4);
  std::free(block);
  return bitmap;
}

void GlyphSourceWeb::Forget() { widths_ = {}; }

}  // namespace samsyn
