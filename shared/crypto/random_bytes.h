// Fresh bytes for keys and nonces.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "shared/base/random.h"

namespace samsyn {

template <std::size_t count>
[[nodiscard]] std::array<std::uint8_t, count> RandomBytes(RandomSource& random) {
  static_assert(count % 8 == 0);
  std::array<std::uint8_t, count> bytes{};
  for (std::size_t i = 0; i < count; i += 8) {
    const std::uint64_t bits = random.Next();
    for (std::size_t byte = 0; byte < 8; ++byte) bytes[i + byte] = static_cast<std::uint8_t>(bits >> (8 * byte));
  }
  return bytes;
}

}  // namespace samsyn
