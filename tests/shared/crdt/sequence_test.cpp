#include "shared/crdt/sequence.h"

#include <doctest/doctest.h>

namespace samsyn {
namespace {

Insertion Between(OpId first, std::uint32_t count, OpId left, OpId right) { return {first, count, left, right}; }

std::vector<IdRange> Delete(Sequence& sequence, std::size_t position, std::uint32_t count) {
  std::vector<IdRange> deleted;
  sequence.Delete(position, count, deleted);
  return deleted;
}

std::vector<VisibleRange> Hide(Sequence& sequence, const IdRange& range) {
  std::vector<VisibleRange> hidden;
  sequence.Hide(range, hidden);
  return hidden;
}

}  // namespace

TEST_CASE("an empty sequence has no elements and no broken invariant") {
  const Sequence sequence;
  CHECK(sequence.VisibleCount() == 0);
  CHECK(sequence.ElementCount() == 0);
  CHECK(sequence.AllIds().empty());
  CHECK(sequence.CheckInvariants() == "");
}

TEST_CASE("an insertion says what it was put between") {
  Sequence sequence;
  const Insertion first = sequence.Insert(0, {1, 1}, 3);
  CHECK(first.left.IsNone());
  CHECK(first.right.IsNone());
  const Insertion inside = sequence.Insert(1, {1, 4}, 1);
  CHECK(inside.left == OpId{1, 1});
  CHECK(inside.right == OpId{1, 2});
  CHECK(sequence.IdAt(0) == OpId{1, 1});
  CHECK(sequence.IdAt(1) == OpId{1, 4});
  CHECK(sequence.PositionOf(OpId{1, 3}) == 3);
  CHECK(sequence.AllIds() == std::vector<IdRange>{{{1, 1}, 1}, {{1, 4}, 1}, {{1, 2}, 2}});
}

TEST_CASE("a deleted element is hidden and keeps its place") {
  Sequence sequence;
  (void)sequence.Insert(0, {1, 1}, 5);
  CHECK(Delete(sequence, 1, 3) == std::vector<IdRange>{{{1, 2}, 3}});
  CHECK(sequence.VisibleCount() == 2);
  CHECK(sequence.ElementCount() == 5);
  CHECK_FALSE(sequence.IsVisible({1, 3}));
  CHECK(sequence.PositionOf(OpId{1, 3}) == 1);
  const Insertion beside = sequence.Insert(1, {1, 7}, 1);
  CHECK(beside.left == OpId{1, 1});
  CHECK(beside.right == OpId{1, 2});  // neighbours are counted with the hidden ones
  CHECK(sequence.CheckInvariants() == "");
}

TEST_CASE("an element can be put right before a hidden one") {
  Sequence sequence;
  (void)sequence.Insert(0, {1, 1}, 4);
  (void)Delete(sequence, 1, 2);
  const Insertion insertion = sequence.InsertBefore({1, 3}, {1, 6}, 2);
  CHECK(insertion.left == OpId{1, 2});
  CHECK(insertion.right == OpId{1, 3});
  CHECK(sequence.IdsIn(0, 4) == std::vector<IdRange>{{{1, 1}, 1}, {{1, 6}, 2}, {{1, 4}, 1}});
  CHECK(sequence.InsertBefore({1, 1}, {1, 8}, 1).left.IsNone());
  CHECK(sequence.CheckInvariants() == "");
}

TEST_CASE("hiding tells what became hidden, one range after another, and does it once") {
  Sequence sequence;
  (void)sequence.Insert(0, {1, 1}, 6);
  (void)sequence.Insert(3, {2, 1}, 2);  // 1 2 3 . . 4 5 6
  const std::vector<VisibleRange> hidden = Hide(sequence, {{1, 2}, 4});
  REQUIRE(hidden.size() == 2);
  CHECK(hidden[0].position == 1);
  CHECK(hidden[0].count == 2);
  CHECK(hidden[1].position == 3);  // after the first range has gone
  CHECK(hidden[1].count == 2);
  CHECK(Hide(sequence, {{1, 2}, 4}).empty());
  CHECK(sequence.VisibleCount() == 4);
}

TEST_CASE("what is not known cannot be built on") {
  Sequence sequence;
  (void)sequence.Insert(0, {1, 1}, 2);
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {1, 3}, {})));
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {}, {3, 1})));
  CHECK(sequence.CanIntegrate(Between({2, 1}, 1, {1, 2}, {})));
  CHECK(sequence.ContainsAll({{1, 1}, 2}));
  CHECK_FALSE(sequence.ContainsAll({{1, 1}, 3}));
  CHECK_FALSE(sequence.ContainsAll({{1, 0}, 2}));
}

TEST_CASE("origins that were never neighbours are refused") {
  Sequence sequence;
  (void)sequence.Insert(0, {1, 1}, 4);
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {1, 3}, {1, 2})));  // the wrong way round
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {1, 2}, {1, 2})));  // nothing is between
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {1, 1}, {1, 3})));  // 2 stands between, and 3 knew it
  CHECK_FALSE(sequence.CanIntegrate(Between({2, 1}, 1, {}, {1, 2})));
  CHECK(sequence.CanIntegrate(Between({2, 1}, 1, {}, {1, 1})));
  CHECK(sequence.CanIntegrate(Between({2, 1}, 1, {1, 1}, {1, 2})));
  // Whoever knew 1 alone could put something after it and last.
  CHECK(sequence.CanIntegrate(Between({2, 1}, 1, {1, 1}, {})));
}

TEST_CASE("two elements written apart at one place can both be built on") {
  Sequence sequence;
  (void)sequence.Insert(0, {9, 1}, 2);
  const auto put = [&](OpId first, OpId left, OpId right) {
    const Insertion insertion = Between(first, 1, left, right);
    REQUIRE(sequence.CanIntegrate(insertion));
    REQUIRE(sequence.Integrate(insertion).has_value());
  };
  put({1, 1}, {9, 1}, {9, 2});
  put({3, 1}, {9, 1}, {9, 2});
  put({2, 1}, {1, 1}, {3, 1});
  CHECK(sequence.AllIds() == std::vector<IdRange>{{{9, 1}, 1}, {{1, 1}, 1}, {{2, 1}, 1}, {{3, 1}, 1}, {{9, 2}, 1}});
}

TEST_CASE("typing at one place grows one run, and so does erasing it again") {
  Sequence sequence;
  for (std::uint64_t i = 0; i < 5000; ++i) (void)sequence.Insert(i, {1, i + 1}, 1);
  CHECK(sequence.AllIds() == std::vector<IdRange>{{{1, 1}, 5000}});
  for (std::size_t i = 5000; i > 0; --i) (void)Delete(sequence, i - 1, 1);
  CHECK(sequence.VisibleCount() == 0);
  CHECK(sequence.ElementCount() == 5000);
  CHECK(sequence.CheckInvariants() == "");
}

}  // namespace samsyn
