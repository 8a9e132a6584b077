#include "shared/crdt/ordered_list.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

class ListCopy {
 public:
  explicit ListCopy(ReplicaId replica) : replica_(replica) {}

  [[nodiscard]] const OrderedList& List() const { return list_; }

  OpId Add(OpId previous) { return Put({replica_, next_}, previous); }
  void MoveAfter(OpId item, OpId previous) { (void)Put(item, previous); }

  void LearnFrom(const ListCopy& other) {
    if (&other == this) return;
    for (std::size_t& seen = seen_[other.replica_]; seen < other.log_.size(); ++seen) {
      if (!TryApply(other.log_[seen])) return;
    }
  }

 private:
  struct Edit {
    OpId item;
    Insertion place;
    Stamp stamp;
  };

  OpId Put(OpId item, OpId previous) {
    const Stamp stamp{++time_, {replica_, next_++}};
    log_.push_back({item, list_.Put(item, previous, stamp), stamp});
    return item;
  }

  [[nodiscard]] bool TryApply(const Edit& edit) {
    const bool is_creation = edit.item == edit.stamp.operation;
    if (!is_creation && !list_.Contains(edit.item)) return false;
    if (!list_.Integrate(edit.item, edit.place, edit.stamp)) return false;
    time_ = std::max(time_, edit.stamp.time);
    return true;
  }

  ReplicaId replica_;
  std::uint64_t next_ = 1;
  std::uint64_t time_ = 0;
  OrderedList list_;
  std::vector<Edit> log_;
  std::map<ReplicaId, std::size_t> seen_;
};

struct ThreeItems {
  ListCopy anna{1};
  ListCopy bo{2};
  OpId one;
  OpId two;
  OpId three;

  ThreeItems() {
    one = anna.Add({});
    two = anna.Add(one);
    three = anna.Add(two);
    bo.LearnFrom(anna);
  }
  void Exchange() {
    anna.LearnFrom(bo);
    bo.LearnFrom(anna);
    REQUIRE(anna.List().Items() == bo.List().Items());
  }
};

}  // namespace

TEST_CASE("items stand where they were put") {
  ThreeItems lists;
  CHECK(lists.anna.List().Items() == std::vector<OpId>{lists.one, lists.two, lists.three});
  const OpId first = lists.anna.Add({});
  lists.anna.MoveAfter(lists.one, lists.three);
  CHECK(lists.anna.List().Items() == std::vector<OpId>{first, lists.two, lists.three, lists.one});
  CHECK(lists.anna.List().Contains(first));
  CHECK_FALSE(lists.bo.List().Contains(first));
}

TEST_CASE("an item moved by two at once ends in one of the two places, once") {
  ThreeItems lists;
  lists.anna.MoveAfter(lists.one, lists.three);
  lists.bo.MoveAfter(lists.one, lists.two);
  lists.Exchange();
  // Same time: the larger replica's move stands.
  CHECK(lists.anna.List().Items() == std::vector<OpId>{lists.two, lists.one, lists.three});
}

TEST_CASE("two items moved at once both move") {
  ThreeItems lists;
  lists.anna.MoveAfter(lists.one, lists.three);
  lists.bo.MoveAfter(lists.two, lists.three);
  lists.Exchange();
  const std::vector<OpId> items = lists.anna.List().Items();
  REQUIRE(items.size() == 3);
  CHECK(items[0] == lists.three);
}

TEST_CASE("a move is one operation: one place and one value") {
  ThreeItems lists;
  const std::uint32_t places = lists.anna.List().Places().ElementCount();
  lists.anna.MoveAfter(lists.one, lists.three);
  CHECK(lists.anna.List().Places().ElementCount() == places + 1);
  CHECK(lists.anna.List().PlaceOf(lists.one) == OpId{1, 4});
}

TEST_CASE("an item put after one that moves away stays where it was put") {
  ThreeItems lists;
  lists.anna.MoveAfter(lists.one, lists.three);
  const OpId added = lists.bo.Add(lists.one);
  lists.Exchange();
  CHECK(lists.anna.List().Items() == std::vector<OpId>{added, lists.two, lists.three, lists.one});
}

TEST_CASE("an older move that comes late changes nothing that is seen") {
  ThreeItems lists;
  lists.bo.MoveAfter(lists.three, {});
  ListCopy late{3};
  late.LearnFrom(lists.anna);
  lists.anna.LearnFrom(lists.bo);
  lists.anna.MoveAfter(lists.three, lists.one);
  lists.Exchange();
  CHECK(lists.bo.List().Items() == std::vector<OpId>{lists.one, lists.three, lists.two});
}

TEST_CASE("random lists converge, with every item once") {
  for (const std::uint64_t seed : Seeds(200)) {
    CAPTURE(seed);
    SeededRandom random(seed);
    std::vector<ListCopy> copies;
    for (const ReplicaId replica : {5, 2, 9}) copies.emplace_back(replica);
    std::size_t added = 0;
    for (int step = 0; step < 80; ++step) {
      ListCopy& copy = random.Chance(50) ? copies[0] : copies[random.Below(3)];
      const std::vector<OpId> items = copy.List().Items();
      const OpId previous = items.empty() || random.Chance(20) ? OpId{} : random.OneOf(items);
      if (items.size() < 3 || random.Chance(20)) {
        (void)copy.Add(previous);
        ++added;
      } else if (random.Chance(60)) {
        const OpId item = random.OneOf(items);
        if (item == previous) continue;
        copy.MoveAfter(item, previous);
        const std::vector<OpId> after = copy.List().Items();
        const auto at = std::find(after.begin(), after.end(), item);
        REQUIRE(at != after.end());
        REQUIRE((previous.IsNone() ? at == after.begin() : at != after.begin() && *(at - 1) == previous));
      } else {
        copy.LearnFrom(copies[random.Below(3)]);
      }
      REQUIRE(copy.List().Places().CheckInvariants() == "");
    }
    for (int round = 0; round < 80; ++round) {
      for (ListCopy& copy : copies) {
        for (const ListCopy& other : copies) copy.LearnFrom(other);
      }
    }
    std::vector<OpId> items = copies[0].List().Items();
    REQUIRE(items == copies[1].List().Items());
    REQUIRE(items == copies[2].List().Items());
    std::sort(items.begin(), items.end());
    REQUIRE(std::unique(items.begin(), items.end()) == items.end());
    REQUIRE(items.size() == added);
  }
}

}  // namespace samsyn
