#include "client/widgets/qr_code.h"

#include <cstdint>

#include "qrcodegen.hpp"

namespace samsyn {
namespace {

// Bytes in the largest code with medium correction. Asked beforehand, as the library throws and the browser's build
// does not catch.
constexpr std::size_t kMostBytes = 2331;

}  // namespace

Result<QrSquare> MakeQrSquare(std::string_view text) {
  if (text.size() > kMostBytes) return Error{ErrorCode::kTooLarge, "too long for a QR code"};
  const std::vector<std::uint8_t> bytes(text.begin(), text.end());
  const qrcodegen::QrCode code = qrcodegen::QrCode::encodeBinary(bytes, qrcodegen::QrCode::Ecc::MEDIUM);
  QrSquare square;
  square.side = code.getSize();
  square.dark.reserve(static_cast<std::size_t>(square.side * square.side));
  for (int y = 0; y < square.side; ++y) {
    for (int x = 0; x < square.side; ++x) square.dark.push_back(code.getModule(x, y));
  }
  return square;
}

}  // namespace samsyn
