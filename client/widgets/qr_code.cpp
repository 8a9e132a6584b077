#include "client/widgets/qr_code.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "qrcodegen.h"

namespace samsyn {

Result<QrSquare> MakeQrSquare(std::string_view text) {
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> scratch{};
  std::array<std::uint8_t, qrcodegen_BUFFER_LEN_MAX> code{};
  const Error too_long{ErrorCode::kTooLarge, "too long for a QR code"};
  if (text.size() > scratch.size()) return too_long;
  if (!text.empty()) std::memcpy(scratch.data(), text.data(), text.size());
  if (!qrcodegen_encodeBinary(scratch.data(), text.size(), code.data(), qrcodegen_Ecc_MEDIUM, qrcodegen_VERSION_MIN,
                              qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true)) {
    return too_long;
  }
  QrSquare square;
  square.side = qrcodegen_getSize(code.data());
  square.dark.reserve(static_cast<std::size_t>(square.side) * static_cast<std::size_t>(square.side));
  for (int y = 0; y < square.side; ++y) {
    for (int x = 0; x < square.side; ++x) square.dark.push_back(qrcodegen_getModule(code.data(), x, y));
  }
  return square;
}

std::string QrValue(const QrSquare& square) {
  std::string value;
  for (int y = 0; y < square.side; ++y) {
    if (y > 0) value += '\n';
    for (int x = 0; x < square.side; ++x) value += square.IsDark(x, y) ? '1' : '0';
  }
  return value;
}

}  // namespace samsyn
