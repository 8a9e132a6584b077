#include "shared/crdt/sum_tree.h"

#include <doctest/doctest.h>

#include <map>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

using Tree = SumTree<2>;

// Leaves in order with their counts, searched one by one.
struct PlainLeaves {
  std::vector<std::uint32_t> order;
  std::map<std::uint32_t, Tree::Sums> sums;

  [[nodiscard]] std::size_t At(std::uint32_t leaf) const {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), leaf) - order.begin());
  }
  [[nodiscard]] Tree::Sums Before(std::size_t at) const {
    Tree::Sums before{};
    for (std::size_t i = 0; i < at; ++i) {
      for (std::size_t kind = 0; kind < 2; ++kind) before[kind] += sums.at(order[i])[kind];
    }
    return before;
  }
};

void CheckAgainst(const PlainLeaves& plain, const Tree& tree, SeededRandom& random) {
  REQUIRE(tree.IsEmpty() == plain.order.empty());
  REQUIRE(tree.Total() == plain.Before(plain.order.size()));
  if (plain.order.empty()) {
    REQUIRE(tree.First() == kNoLeaf);
    return;
  }
  std::size_t count = 0;
  std::uint32_t last = kNoLeaf;
  for (std::uint32_t leaf = tree.First(); leaf != kNoLeaf; leaf = tree.Next(leaf), ++count) {
    REQUIRE(count < plain.order.size());
    REQUIRE(leaf == plain.order[count]);
    REQUIRE(tree.Previous(leaf) == last);
    last = leaf;
  }
  REQUIRE(count == plain.order.size());
  for (int i = 0; i < 5; ++i) {
    const std::size_t one = random.Below(count);
    const std::size_t other = random.Below(count);
    REQUIRE(tree.Before(plain.order[one]) == plain.Before(one));
    REQUIRE(tree.Precedes(plain.order[one], plain.order[other]) == (one < other));
    const std::size_t kind = random.Below(2);
    if (tree.Total()[kind] == 0) continue;
    const auto target = static_cast<std::uint32_t>(random.Below(tree.Total()[kind]));
    const Tree::Found found = tree.FindAt(kind, target);
    REQUIRE(found.before == plain.Before(plain.At(found.leaf)));
    REQUIRE(found.before[kind] <= target);
    REQUIRE(target < found.before[kind] + plain.sums.at(found.leaf)[kind]);
  }
  REQUIRE(tree.FindAt(0, tree.Total()[0]).leaf == plain.order.back());
}

}  // namespace

TEST_CASE("a sum tree agrees with a plain list of leaves, through several levels of nodes") {
  for (const std::uint64_t seed : Seeds(8)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    PlainLeaves plain;
    Tree tree;
    const std::size_t most = seed % 2 == 0 ? 4000 : 90;
    for (std::size_t step = 0; step < 3 * most; ++step) {
      const std::size_t count = plain.order.size();
      const bool grows = step < 2 * most;
      if (count == 0 || random.Chance(grows ? 60 : 10)) {
        const std::size_t at = random.Chance(30) ? count : random.Below(count + 1);
        const std::uint32_t leaf = tree.InsertAfter(at == 0 ? kNoLeaf : plain.order[at - 1]);
        REQUIRE(!plain.sums.contains(leaf));
        plain.order.insert(plain.order.begin() + static_cast<std::ptrdiff_t>(at), leaf);
        plain.sums[leaf] = {};
        const Tree::Sums more{static_cast<std::uint32_t>(random.Below(50)),
                              static_cast<std::uint32_t>(random.Below(9))};
        tree.Add(leaf, more);
        plain.sums[leaf] = more;
      } else if (random.Chance(grows ? 15 : 70)) {
        const std::size_t at = random.Below(count);
        const std::uint32_t leaf = plain.order[at];
        tree.Remove(leaf);
        plain.sums.erase(leaf);
        plain.order.erase(plain.order.begin() + static_cast<std::ptrdiff_t>(at));
      } else {
        const std::uint32_t leaf = random.OneOf(plain.order);
        const std::uint32_t less = plain.sums[leaf][0] / 2;
        tree.Add(leaf, {0u - less, 3});
        plain.sums[leaf][0] -= less;
        plain.sums[leaf][1] += 3;
      }
      if (step % (most / 20) == 0) CheckAgainst(plain, tree, random);
    }
    CheckAgainst(plain, tree, random);
    while (!plain.order.empty()) {
      tree.Remove(plain.order.back());
      plain.sums.erase(plain.order.back());
      plain.order.pop_back();
    }
    CheckAgainst(plain, tree, random);
    CHECK(tree.InsertAfter(kNoLeaf) != kNoLeaf);
  }
}

}  // namespace samsyn
