// The gallery as a page, and its line breaking as a function, so that a browser test can compare it with a <textarea>.
#include <emscripten.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "client/platform/glyph_source_web.h"
#include "client/platform/platform_web.h"
#include "client/platform/web_program.h"
#include "client/widgets/text_layout.h"
#include "tests/client/gallery/gallery.h"

namespace {

struct Program {
  Program() { platform.Wear({false, false, samsyn::CssColors(samsyn::Scheme::kLight), {}}); }

  samsyn::PlatformWeb platform;
  samsyn::Gallery gallery;
  samsyn::GlyphSourceWeb glyphs;
  samsyn::WebProgram program{platform, [this](samsyn::Ui& ui) { gallery.Frame(ui); }};
};

std::unique_ptr<Program>& TheProgram() {
  static std::unique_ptr<Program> program;
  return program;
}

}  // namespace

// One line of text per line: position of its first letter in code points, its width, and where each letter begins.
extern "C" EMSCRIPTEN_KEEPALIVE char* gallery_lines(const char* text, int size, float font_size, float width) {
  samsyn::TextLayout layout(
      {{std::string(text, static_cast<std::size_t>(size)), samsyn::FontFace::kRegular, font_size, samsyn::Tone::kInk}},
      TheProgram()->glyphs);
  layout.Wrap(width);
  std::string result;
  for (const auto& line : layout.Lines()) {
    for (std::size_t i = line.first; i < line.end; ++i) {
      char number[48];
      std::snprintf(number, sizeof number, "%u:%.3f ", static_cast<unsigned>(layout.Clusters()[i].position),
                    static_cast<double>(layout.Clusters()[i].x));
      result += number;
    }
    result += '\n';
  }
  auto* block = static_cast<char*>(std::malloc(result.size() + 1));
  std::memcpy(block, result.c_str(), result.size() + 1);
  return block;
}

int main() {
  TheProgram() = std::make_unique<Program>();
  return 0;
}
