#include "shared/crdt/id_map.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/support/seeded_random.h"

namespace samsyn {

TEST_CASE("an id map numbers elements in the order they come") {
  IdMap ids;
  CHECK(ids.Append({5, 1}, 3) == 0);
  CHECK(ids.Append({9, 10}, 2) == 3);
  CHECK(ids.Append({5, 4}, 1) == 5);
  CHECK(ids.Size() == 6);
  CHECK(ids.IdOf(2) == OpId{5, 3});
  CHECK(ids.IdOf(4) == OpId{9, 11});
  CHECK(ids.IdOf(5) == OpId{5, 4});
  CHECK(ids.Find({9, 10}) == Local{3});
}

TEST_CASE("an id map knows what it does not have") {
  IdMap ids;
  CHECK_FALSE(ids.Find({5, 1}));
  (void)ids.Append({5, 2}, 2);
  (void)ids.Append({5, 7}, 1);
  CHECK_FALSE(ids.Find({}));
  CHECK_FALSE(ids.Find({5, 1}));
  CHECK_FALSE(ids.Find({5, 4}));
  CHECK_FALSE(ids.Find({5, 8}));
  CHECK_FALSE(ids.Find({6, 2}));
  CHECK(ids.Find({5, 7}) == Local{2});
}

TEST_CASE("a run ends where the replica or the counter changes") {
  IdMap ids;
  (void)ids.Append({5, 1}, 3);
  (void)ids.Append({5, 4}, 2);  // goes on
  (void)ids.Append({6, 6}, 1);
  CHECK(ids.RunLength(0, 100) == 5);
  CHECK(ids.RunLength(3, 100) == 2);
  CHECK(ids.RunLength(1, 2) == 2);
  CHECK(ids.RunLength(5, 100) == 1);
}

TEST_CASE("an id map agrees with a plain list") {
  for (const std::uint64_t seed : Seeds(50)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    IdMap ids;
    std::vector<OpId> model;
    std::vector<std::uint64_t> next(4, 1);
    for (int i = 0; i < 100; ++i) {
      const std::size_t replica = random.Below(next.size());
      if (random.Chance(30)) next[replica] += random.Below(4);
      const auto count = static_cast<std::uint32_t>(random.Between(1, 4));
      REQUIRE(ids.Append({replica, next[replica]}, count) == model.size());
      for (std::uint32_t k = 0; k < count; ++k) model.push_back({replica, next[replica]++});
    }
    REQUIRE(ids.Size() == model.size());
    for (std::size_t i = 0; i < model.size(); ++i) {
      const auto local = static_cast<Local>(i);
      REQUIRE(ids.IdOf(local) == model[i]);
      REQUIRE(ids.Find(model[i]) == local);
    }
  }
}

}  // namespace samsyn
