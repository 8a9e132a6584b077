// A shared list whose items can be moved.
//
// Places are elements of a Sequence; every item has a last-writer-wins register that says which place it stands on.
// Moving is one operation: a new place and a new value of the register, so two people who move the same item at the
// same time end with it in one place, not in two. Source: Kleppmann, "Moving Elements in List CRDTs", 2020.
#pragma once

#include <unordered_map>
#include <vector>

#include "shared/crdt/register.h"
#include "shared/crdt/sequence.h"

namespace samsyn {

class OrderedList {
 public:
  // The items in order, whether or not their records are deleted.
  [[nodiscard]] const std::vector<OpId>& Items() const { return items_; }
  [[nodiscard]] bool Contains(OpId item) const { return place_of_.contains(item); }
  // The operation that put the item where it is; the item must be known.
  [[nodiscard]] OpId PlaceOf(OpId item) const { return place_of_.at(item).Get(); }
  [[nodiscard]] const Sequence& Places() const { return places_; }

  // Puts a new item, or moves a known one, so that it comes right after `previous` (none: first). The operation also
  // names the new place.
  Insertion Put(OpId item, OpId previous, Stamp stamp);
  // Somebody else's Put; Places().CanIntegrate(place) holds. True if the order changed.
  bool Integrate(OpId item, const Insertion& place, Stamp stamp);

 private:
  bool SetPlace(OpId item, OpId place, Stamp stamp);
  void Rebuild();

  Sequence places_;
  std::unordered_map<OpId, Register<OpId>, OpIdHash> place_of_;  // item → place
  std::unordered_map<OpId, OpId, OpIdHash> item_of_;             // place → the item that was put there
  std::vector<OpId> items_;
};

}  // namespace samsyn
