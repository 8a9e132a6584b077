// Draws placed boxes with Dear ImGui: shapes, icons and letters. Owns the ImGui context.
//
// Letters are put on the quarter of a device pixel where the browser would put them, so that a text field looks the
// same drawn and focused.
#pragma once

#include <memory>

#include "client/widgets/box.h"
#include "client/widgets/glyph_source.h"

namespace samsyn {

class Painter {
 public:
  explicit Painter(GlyphSource& glyphs);
  ~Painter();
  Painter(const Painter&) = delete;
  Painter& operator=(const Painter&) = delete;

  void Begin(const Viewport& viewport, float scale, Scheme scheme);
  void Paint(const Box& root);
  void End();
  // All drawn letters are forgotten: the fonts have changed.
  void ForgetGlyphs();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace samsyn
