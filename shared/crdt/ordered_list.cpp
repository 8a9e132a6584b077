#include "shared/crdt/ordered_list.h"

#include <cassert>

namespace samsyn {

Insertion OrderedList::Put(OpId item, OpId previous, Stamp stamp) {
  std::size_t position = 0;
  if (!previous.IsNone()) {
    assert(Contains(previous));
    position = places_.PositionOf(place_of_.at(previous).Get()) + 1;
  }
  const Insertion place = places_.Insert(position, stamp.operation, 1);
  (void)SetPlace(item, place.first, stamp);
  return place;
}

bool OrderedList::Integrate(OpId item, const Insertion& place, Stamp stamp) {
  (void)places_.Integrate(place);
  return SetPlace(item, place.first, stamp);
}

bool OrderedList::SetPlace(OpId item, OpId place, Stamp stamp) {
  item_of_[place] = item;
  if (!place_of_[item].Set(stamp, place)) return false;
  Rebuild();
  return true;
}

void OrderedList::Rebuild() {
  items_.clear();
  for (const IdRange& range : places_.AllIds()) {
    for (std::uint32_t i = 0; i < range.count; ++i) {
      const OpId place{range.first.replica, range.first.counter + i};
      const OpId item = item_of_.at(place);
      if (place_of_.at(item).Get() == place) items_.push_back(item);
    }
  }
}

}  // namespace samsyn
