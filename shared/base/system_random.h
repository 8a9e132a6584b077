// The machine's own randomness. For programs, which hand it to everything else as a RandomSource.
#pragma once

#include <random>

#include "shared/base/random.h"

namespace samsyn {

class SystemRandom final : public RandomSource {
 public:
  [[nodiscard]] std::uint64_t Next() override { return (std::uint64_t{device_()} << 32) | device_(); }

 private:
  std::random_device device_;
};

}  // namespace samsyn
