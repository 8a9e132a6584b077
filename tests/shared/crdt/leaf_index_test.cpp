#include "shared/crdt/leaf_index.h"

#include <doctest/doctest.h>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

void CheckAll(const LeafIndex& index, const std::vector<std::uint32_t>& leaf_of) {
  for (std::uint32_t local = 0; local < leaf_of.size(); ++local) REQUIRE(index.Get(local) == leaf_of[local]);
}

}  // namespace

TEST_CASE("an index agrees with a plain table") {
  for (const std::uint64_t seed : Seeds(40)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    LeafIndex index;
    std::vector<std::uint32_t> leaf_of;
    for (int step = 0; step < 400; ++step) {
      const auto size = static_cast<std::uint32_t>(leaf_of.size());
      const bool appends = size == 0 || random.Chance(40);
      const auto first = appends ? size : static_cast<std::uint32_t>(random.Below(size));
      const auto count = static_cast<std::uint32_t>(random.Between(1, random.Chance(10) ? 700 : 20));
      const auto leaf = static_cast<std::uint32_t>(random.Chance(5) ? 0xFFFFFF : random.Below(6));
      leaf_of.resize(std::max<std::size_t>(leaf_of.size(), first + count));
      index.Set(first, count, leaf, static_cast<std::uint32_t>(leaf_of.size()));
      std::fill_n(leaf_of.begin() + first, count, leaf);
      if (step % 20 == 0) CheckAll(index, leaf_of);
    }
    CheckAll(index, leaf_of);
    CheckAll(LeafIndex(leaf_of), leaf_of);
  }
}

}  // namespace samsyn
