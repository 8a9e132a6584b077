// Bytes an attacker or a broken network could send, made from good ones with a fixed seed.
#pragma once

#include <cstdint>
#include <random>

#include "shared/base/bytes.h"

namespace samsyn {

// Calls `check` with every truncation, every single flipped bit, 2,000 random changes, one byte too much, and 2,000
// random strings.
template <typename Check>
void ForHostileVariantsOf(const Bytes& good, Check check) {
  for (std::size_t size = 0; size < good.size(); ++size) {
    check(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)));
  }
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    Bytes flipped = good;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    check(flipped);
  }
  Bytes longer = good;
  longer.push_back(0);
  check(longer);
  std::mt19937_64 random(good.size() + 1);
  for (int round = 0; round < 2000; ++round) {
    Bytes changed = good;
    for (std::uint64_t changes = 1 + random() % 4; changes > 0 && !changed.empty(); --changes) {
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    }
    check(changed);
    Bytes noise(random() % 64);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    if (!noise.empty() && !good.empty() && random() % 2 == 0) noise[0] = good[0];
    check(noise);
  }
}

}  // namespace samsyn
