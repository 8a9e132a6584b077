#include "client/widgets/glyph_atlas.h"

#include <cmath>

#include "imgui_internal.h"
#include "shared/base/utf8.h"

namespace samsyn {
namespace {

constexpr ImWchar kFirstPrivate = 0xE000;
constexpr ImWchar kLastPrivate = 0xF8FF;

struct FontSource {
  GlyphAtlas* atlas;
  FontFace face;
};

bool ContainsGlyph(ImFontAtlas*, ImFontConfig*, ImWchar) { return true; }

bool LoadGlyph(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph,
               float* advance) {
  const auto* source = static_cast<const FontSource*>(config->FontData);
  const GlyphAtlas::Letter letter = source->atlas->LetterOf(code);
  if (advance != nullptr) {
    *advance = source->atlas->Source().Advance(source->face, letter.cluster) * baked->Size;
    return true;
  }
  glyph->Codepoint = code & 0x1FFFFF;
  const float density = config->RasterizerDensity * baked->RasterizerDensity;
  const GlyphBitmap bitmap =
      source->atlas->Source().Rasterize(source->face, baked->Size * density, letter.shift, letter.cluster);
  if (bitmap.width <= 0 || bitmap.height <= 0) return true;
  const ImFontAtlasRectId pack_id = ImFontAtlasPackAddRect(atlas, bitmap.width, bitmap.height);
  if (pack_id == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, pack_id);
  glyph->X0 = bitmap.left / density;
  glyph->Y0 = bitmap.top / density;
  glyph->X1 = (bitmap.left + static_cast<float>(bitmap.width)) / density;
  glyph->Y1 = (bitmap.top + static_cast<float>(bitmap.height)) / density;
  glyph->Visible = true;
  glyph->Colored = bitmap.colored;
  glyph->PackId = pack_id;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, config, glyph, rect, bitmap.rgba.data(), ImTextureFormat_RGBA32,
                                     bitmap.width * 4);
  return true;
}

const ImFontLoader* Loader() {
  static const ImFontLoader kLoader = [] {
    ImFontLoader loader;
    loader.Name = "samsyn";
    loader.FontSrcContainsGlyph = ContainsGlyph;
    loader.FontBakedLoadGlyph = LoadGlyph;
    return loader;
  }();
  return &kLoader;
}

}  // namespace

GlyphAtlas::GlyphAtlas(GlyphSource& glyphs) : glyphs_(glyphs) {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  atlas->Flags |= ImFontAtlasFlags_NoMouseCursors;
  for (FontFace face : {FontFace::kRegular, FontFace::kBold}) {
    FontSource source{this, face};
    ImFontConfig config;
    config.FontLoader = Loader();
    config.FontData = &source;
    config.FontDataSize = sizeof source;
    config.FontDataOwnedByAtlas = false;  // ImGui makes its own copy
    config.SizePixels = 17;
    fonts_[static_cast<std::size_t>(face)] = atlas->AddFont(&config);
  }
}

GlyphAtlas::Letter GlyphAtlas::LetterOf(ImWchar code) const {
  if (code >= kFirstPrivate && code < kFirstPrivate + letters_.size()) return letters_[code - kFirstPrivate];
  Letter letter;
  AppendUtf8(letter.cluster, static_cast<char32_t>(code));
  return letter;
}

ImWchar GlyphAtlas::CodeOf(std::string_view cluster, int quarter) {
  if (quarter == 0) {
    std::size_t end = 0;
    const char32_t first = NextCodePoint(cluster, end);
    if (end == cluster.size() && first < 0xFFFF && (first < kFirstPrivate || first > kLastPrivate)) {
      return static_cast<ImWchar>(first);
    }
  }
  std::string key(cluster);
  key += static_cast<char>(quarter);
  const auto found = codes_.find(key);
  if (found != codes_.end()) return found->second;
  const auto code = static_cast<ImWchar>(kFirstPrivate + letters_.size());
  if (code > kLastPrivate) return quarter == 0 ? 0xFFFD : CodeOf(cluster, 0);  // thousands of different emoji later
  letters_.push_back({std::string(cluster), static_cast<float>(quarter) / 4.0F});
  codes_.emplace(std::move(key), code);
  return code;
}

void GlyphAtlas::Draw(ImDrawList& list, FontFace face, float size, float pixel_ratio, std::string_view cluster, float x,
                      float baseline, ImU32 color) {
  ImFontBaked* baked = fonts_[static_cast<std::size_t>(face)]->GetFontBaked(size, pixel_ratio);
  const float device_x = x * pixel_ratio;
  const float quarters = std::floor(device_x * 4.0F + 0.5F);
  const float whole = std::floor(quarters / 4.0F);
  const int quarter = pixel_ratio < 2 ? static_cast<int>(quarters - whole * 4.0F) : 0;
  const float left = (pixel_ratio < 2 ? whole : std::round(device_x)) / pixel_ratio;
  const ImFontGlyph* glyph = baked->FindGlyph(CodeOf(cluster, quarter));
  if (glyph == nullptr || !glyph->Visible) return;
  if (glyph->Colored) color |= ~IM_COL32_A_MASK;
  list.PrimReserve(6, 4);
  list.PrimRectUV({left + glyph->X0, baseline + glyph->Y0}, {left + glyph->X1, baseline + glyph->Y1},
                  {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, color);
}

void GlyphAtlas::Forget() {
  for (ImFont* font : fonts_) ImFontAtlasFontDiscardBakes(ImGui::GetIO().Fonts, font, 0);
}

}  // namespace samsyn
