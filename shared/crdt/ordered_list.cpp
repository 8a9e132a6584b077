#include "shared/crdt/ordered_list.h"

#include <cassert>

namespace samsyn {

std::vector<OpId> OrderedList::Items() const {
  std::vector<OpId> items;
  items.reserve(places_.VisibleCount());
  for (const IdRange& range : places_.IdsIn(0, places_.VisibleCount())) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      items.push_back(item_of_.at({range.first.replica, range.first.counter + i}));
    }
  }
  return items;
}

OpId OrderedList::ItemBefore(OpId item) const {
  const std::size_t position = places_.PositionOf(PlaceOf(item));
  return position == 0 ? OpId{} : item_of_.at(places_.IdAt(position - 1));
}

Insertion OrderedList::Put(OpId item, OpId previous, Stamp stamp) {
  assert(previous.IsNone() || Contains(previous));
  const std::size_t position = previous.IsNone() ? 0 : places_.PositionOf(PlaceOf(previous)) + 1;
  const Insertion place = places_.Insert(position, stamp.operation, 1);
  (void)SetPlace(item, place.first, stamp);
  return place;
}

std::optional<bool> OrderedList::Integrate(OpId item, const Insertion& place, Stamp stamp) {
  if (!places_.Integrate(place)) return std::nullopt;
  return SetPlace(item, place.first, stamp);
}

bool OrderedList::SetPlace(OpId item, OpId place, Stamp stamp) {
  Register<OpId>& slot = place_of_[item];
  const OpId old = slot.Get();
  if (!slot.Set(stamp, place)) {
    HidePlace(place);
    return false;
  }
  if (!old.IsNone()) HidePlace(old);
  item_of_[place] = item;
  return true;
}

void OrderedList::HidePlace(OpId place) {
  (void)places_.HideOne(place);
  item_of_.erase(place);
}

void OrderedList::Save(SnapshotOutput& snapshot) const {
  places_.Save(snapshot);
  for (const OpId item : Items()) {
    snapshot.Id(item);
    snapshot.out.Varint(place_of_.at(item).WrittenAt().time);
  }
}

void OrderedList::Load(SnapshotInput& snapshot) {
  places_.Load(snapshot);
  if (snapshot.in.Failed()) return;
  for (const IdRange& range : places_.IdsIn(0, places_.VisibleCount())) {
    for (std::uint32_t i = 0; i < range.count && !snapshot.in.Failed(); ++i) {
      const OpId place{range.first.replica, range.first.counter + i};
      const OpId item = snapshot.Id();
      const Stamp stamp{snapshot.in.VarintUpTo(kMaxCounter), place};
      if (item.IsNone() || !place_of_[item].Set(stamp, place) || item_of_.contains(place)) return snapshot.in.Fail();
      item_of_[place] = item;
    }
  }
  if (place_of_.size() != item_of_.size()) snapshot.in.Fail();
}

}  // namespace samsyn
