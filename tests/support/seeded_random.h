// Randomness that repeats itself: the same seed, the same session.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "shared/base/random.h"

namespace samsyn {

class SeededRandom : public RandomSource {
 public:
  explicit SeededRandom(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] std::uint64_t Next() override { return engine_(); }
  // 0 … end - 1.
  [[nodiscard]] std::size_t Below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }
  // low … high, both included.
  [[nodiscard]] std::size_t Between(std::size_t low, std::size_t high) { return low + Below(high - low + 1); }
  [[nodiscard]] bool Chance(unsigned percent) { return engine_() % 100 < percent; }

  template <typename T>
  [[nodiscard]] const T& OneOf(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

 private:
  std::mt19937_64 engine_;
};

// The seeds of a randomized test: SAMSYN_SEED=n runs that one alone, SAMSYN_SEEDS=n runs n of them from 1 on.
// Report the seed with INFO, so that a failure names it.
[[nodiscard]] inline std::vector<std::uint64_t> Seeds(std::size_t usual_count) {
  const auto number = [](const char* name) -> std::uint64_t {
    const char* text = std::getenv(name);
    return text == nullptr ? 0 : std::strtoull(text, nullptr, 10);
  };
  if (const std::uint64_t only = number("SAMSYN_SEED"); only != 0) return {only};
  const std::uint64_t count = number("SAMSYN_SEEDS");
  std::vector<std::uint64_t> seeds(count != 0 ? static_cast<std::size_t>(count) : usual_count);
  for (std::size_t i = 0; i < seeds.size(); ++i) seeds[i] = i + 1;
  return seeds;
}

// Words as people type them here, with what goes wrong most easily: åäö, combining marks, emoji of several code points.
[[nodiscard]] inline std::string RandomText(SeededRandom& random, std::size_t most_pieces) {
  static const std::vector<std::string> kPieces = {"a",  "b", "ö", "Å",  " ",  "e\u0301", "😀", "👩🏽\u200D🔧",
                                                   "\n", "é", "—", "中", "ab", "möte",    "x", "𝄞"};
  std::string text;
  const std::size_t count = random.Between(1, most_pieces);
  for (std::size_t i = 0; i < count; ++i) text += random.OneOf(kPieces);
  return text;
}

}  // namespace samsyn
