#include "shared/crdt/register.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace samsyn {

TEST_CASE("a register takes any first write, even at time 0 by replica 0") {
  Register<std::string> value;
  CHECK(value.Get().empty());
  CHECK(value.Set({0, {0, 1}}, "först"));
  CHECK(value.Get() == "först");
}

TEST_CASE("the later write wins; at the same time the larger replica, then the larger counter") {
  Register<std::string> value;
  CHECK(value.Set({5, {1, 1}}, "five"));
  CHECK_FALSE(value.Set({4, {9, 9}}, "four"));
  CHECK(value.Get() == "five");
  CHECK(value.Set({5, {2, 1}}, "five of two"));
  CHECK(value.Set({5, {2, 2}}, "five of two, later"));
  CHECK_FALSE(value.Set({5, {2, 1}}, "again"));
  CHECK(value.Get() == "five of two, later");
  CHECK(value.WrittenAt() == Stamp{5, {2, 2}});
}

TEST_CASE("a register ends with the same value whatever the order the writes come in") {
  std::vector<Stamp> writes = {{1, {1, 1}}, {2, {1, 2}}, {2, {2, 1}}, {2, {3, 7}}, {0, {9, 9}}};
  std::sort(writes.begin(), writes.end());
  do {
    Register<Stamp> value;
    for (const Stamp& write : writes) (void)value.Set(write, write);
    CHECK(value.Get() == Stamp{2, {3, 7}});
  } while (std::next_permutation(writes.begin(), writes.end()));
}

}  // namespace samsyn
