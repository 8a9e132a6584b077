// QR codes: the library's modules, drawn so that a camera can read them.
#include "client/widgets/qr_code.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "client/widgets/plain_glyphs.h"
#include "client/widgets/ui.h"
#include "imgui.h"
#include "qrcodegen.h"

namespace samsyn {
namespace {

constexpr std::string_view kLink = "https://samsyn.example/#moetet.abcdefghijklmnopqrstuvwxyz234567";

// Dark device pixels, and the light square they lie on, read from what was drawn.
struct Drawn {
  std::map<std::pair<int, int>, bool> dark;  // by device pixel
  ImVec2 from;                               // device pixels
  ImVec2 to;
  bool sharp = true;
};

Drawn ReadDrawn(float ratio) {
  const auto color_of = [](Tone tone) {
    const Rgba color = ColorOf(tone);
    return IM_COL32(color.r, color.g, color.b, color.a);
  };
  Drawn drawn;
  for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists) {
    for (int i = 0; i + 3 < list->VtxBuffer.Size; ++i) {
      const ImDrawVert* at = &list->VtxBuffer[i];
      const bool rectangle = at[0].pos.x == at[3].pos.x && at[1].pos.x == at[2].pos.x && at[0].pos.y == at[1].pos.y &&
                             at[2].pos.y == at[3].pos.y && at[0].col == at[2].col && at[2].pos.x > at[0].pos.x;
      if (!rectangle) continue;
      const ImVec2 from(at[0].pos.x * ratio, at[0].pos.y * ratio);
      const ImVec2 to(at[2].pos.x * ratio, at[2].pos.y * ratio);
      if (at[0].col == color_of(Tone::kQrLight)) {
        drawn.from = from;
        drawn.to = to;
      }
      if (at[0].col != color_of(Tone::kQrDark)) continue;
      for (const float edge : {from.x, from.y, to.x, to.y}) {
        drawn.sharp = drawn.sharp && std::abs(edge - std::round(edge)) < 0.01F;
      }
      for (int y = static_cast<int>(std::lround(from.y)); y < static_cast<int>(std::lround(to.y)); ++y) {
        for (int x = static_cast<int>(std::lround(from.x)); x < static_cast<int>(std::lround(to.x)); ++x) {
          drawn.dark[{x, y}] = true;
        }
      }
    }
  }
  return drawn;
}

}  // namespace

TEST_CASE("a QR code has the library's modules") {
  const QrSquare square = MakeQrSquare(kLink).Value();
  std::vector<std::uint8_t> scratch(qrcodegen_BUFFER_LEN_MAX);
  std::vector<std::uint8_t> code(qrcodegen_BUFFER_LEN_MAX);
  const std::string link(kLink);
  REQUIRE(qrcodegen_encodeText(link.c_str(), scratch.data(), code.data(), qrcodegen_Ecc_MEDIUM, qrcodegen_VERSION_MIN,
                               qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true));
  REQUIRE(square.side == qrcodegen_getSize(code.data()));
  for (int y = 0; y < square.side; ++y) {
    for (int x = 0; x < square.side; ++x) CHECK(square.IsDark(x, y) == qrcodegen_getModule(code.data(), x, y));
  }
}

TEST_CASE("what no QR code holds is an error, the longest that one holds is not") {
  CHECK(MakeQrSquare(std::string(2331, 'a')).Value().side == 177);
  CHECK(MakeQrSquare(std::string(2332, 'a')).GetError().code == ErrorCode::kTooLarge);
  CHECK(MakeQrSquare("").Ok());
}

TEST_CASE("a QR code is drawn in whole device pixels with four light modules around it, at every zoom") {
  const QrSquare square = MakeQrSquare(kLink).Value();
  for (const float ratio : {1.0F, 1.25F, 1.5F, 2.0F, 3.0F}) {
    for (const float scale : {1.0F, 2.0F}) {
      CAPTURE(ratio);
      CAPTURE(scale);
      PlainGlyphs glyphs;
      Ui ui(glyphs);
      ui.SetTextScale(scale);
      ui.BeginFrame({390, 844, ratio}, 16);
      {
        auto column = ui.Column({.padding = All(13.3F), .align = Align::kStart});
        ui.QrCode("QR-kod", kLink);
      }
      ui.EndFrame();
      const SemanticNode* node = ui.Tree().FindByRole(NodeRole::kImage, "QR-kod");
      REQUIRE(node != nullptr);
      CHECK(std::abs(node->rect.width - measure::kQrCode) <= 1);
      const Drawn drawn = ReadDrawn(ratio);
      CHECK(drawn.sharp);
      REQUIRE(!drawn.dark.empty());
      // The upper left corner of every code is dark.
      const auto [left, top] = [&] {
        int x = 1 << 20;
        int y = 1 << 20;
        for (const auto& [pixel, dark] : drawn.dark) {
          x = std::min(x, pixel.first);
          y = std::min(y, pixel.second);
        }
        return std::pair(x, y);
      }();
      int module = 0;
      while (drawn.dark.contains({left + module, top})) ++module;
      REQUIRE(module % 7 == 0);  // the finder's edge is seven modules
      module /= 7;
      REQUIRE(module >= 2);
      bool same = true;
      for (int y = 0; y < square.side * module; ++y) {
        for (int x = 0; x < square.side * module; ++x) {
          same = same && drawn.dark.contains({left + x, top + y}) == square.IsDark(x / module, y / module);
        }
      }
      CHECK(same);
      const auto quiet = static_cast<float>(kQuietZone * module) - 0.01F;
      const auto end = static_cast<float>(square.side * module);
      CHECK(static_cast<float>(left) - drawn.from.x >= quiet);
      CHECK(static_cast<float>(top) - drawn.from.y >= quiet);
      CHECK(drawn.to.x - (static_cast<float>(left) + end) >= quiet);
      CHECK(drawn.to.y - (static_cast<float>(top) + end) >= quiet);
    }
  }
}

TEST_CASE("a text too long for a QR code shows none") {
  PlainGlyphs glyphs;
  Ui ui(glyphs);
  ui.BeginFrame({390, 844, 1}, 16);
  ui.QrCode("QR-kod", std::string(5'000, 'a'));
  ui.EndFrame();
  CHECK(ui.Tree().FindByRole(NodeRole::kImage, "QR-kod") == nullptr);
}

}  // namespace samsyn
