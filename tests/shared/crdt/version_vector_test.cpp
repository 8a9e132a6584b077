#include "shared/crdt/version_vector.h"

#include <doctest/doctest.h>

namespace samsyn {

TEST_CASE("a version vector has nothing of a replica it never heard of") {
  const VersionVector version;
  CHECK(version.NextOf(7) == 1);
  CHECK_FALSE(version.Contains({7, 1}));
}

TEST_CASE("a version vector contains everything before the next counter, and no other replica's") {
  VersionVector version;
  version.Advance(7, 4);
  CHECK(version.NextOf(7) == 4);
  CHECK(version.Contains({7, 1}));
  CHECK(version.Contains({7, 3}));
  CHECK_FALSE(version.Contains({7, 4}));
  CHECK_FALSE(version.Contains({8, 1}));
}

TEST_CASE("version vectors are equal when they have the same, whatever the order they learned it in") {
  VersionVector one;
  VersionVector other;
  one.Advance(1, 5);
  one.Advance(2, 3);
  other.Advance(2, 3);
  CHECK_FALSE(one == other);
  other.Advance(1, 5);
  CHECK(one == other);
}

}  // namespace samsyn
