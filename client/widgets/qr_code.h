// A text as the dark and light squares of a QR code, for a camera to read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace samsyn {

// The light margin around it, in modules; readers need it to find the code.
inline constexpr int kQuietZone = 4;

struct QrSquare {
  int side = 0;            // modules, without the quiet zone
  std::vector<bool> dark;  // row by row
  [[nodiscard]] bool IsDark(int x, int y) const { return dark[static_cast<std::size_t>(y * side + x)]; }
};

// The smallest that holds the text and still reads with a seventh of it soiled. kTooLarge: no QR code holds so much.
[[nodiscard]] Result<QrSquare> MakeQrSquare(std::string_view text);

// For the page to draw: a line a row, a digit a module, 1 for dark.
[[nodiscard]] std::string QrValue(const QrSquare& square);

}  // namespace samsyn
