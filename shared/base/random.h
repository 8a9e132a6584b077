// Randomness is passed in, so that tests and simulations can repeat themselves.
#pragma once

#include <cstdint>

namespace samsyn {

class RandomSource {
 public:
  virtual ~RandomSource() = default;
  // 64 fresh bits. Real programs give bits nobody can guess; tests give seeded ones.
  [[nodiscard]] virtual std::uint64_t Next() = 0;
};

}  // namespace samsyn
