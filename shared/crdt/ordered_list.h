// A shared list whose items can be moved.
//
// Places are elements of a Sequence; every item has a last-writer-wins register that says which place it stands on. The
// visible places are those on which an item stands. Moving is one operation: a new place and a new value of the
// register, so two people who move the same item at the same time end with it in one place, not in two. Source:
// Kleppmann, "Moving Elements in List CRDTs", 2020.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "shared/crdt/register.h"
#include "shared/crdt/sequence.h"

namespace samsyn {

class OrderedList {
 public:
  // The items in order, whether or not their records are deleted.
  [[nodiscard]] std::vector<OpId> Items() const;
  [[nodiscard]] bool Contains(OpId item) const { return place_of_.contains(item); }
  // The item before a known one; none if it is the first.
  [[nodiscard]] OpId ItemBefore(OpId item) const;
  // The operation that put the item where it is; the item must be known.
  [[nodiscard]] OpId PlaceOf(OpId item) const { return place_of_.at(item).Get(); }
  [[nodiscard]] const Sequence& Places() const { return places_; }

  // Puts a new item, or moves a known one, so that it comes right after `previous` (none: first). The operation also
  // names the new place.
  Insertion Put(OpId item, OpId previous, Stamp stamp);
  // Somebody else's Put. Says whether the order changed, or nothing if no honest copy makes it (Sequence::Integrate).
  [[nodiscard]] std::optional<bool> Integrate(OpId item, const Insertion& place, Stamp stamp);

  // See Sequence::Save. Whether the items are records of the document is for the document to see.
  void Save(SnapshotOutput& snapshot) const;
  void Load(SnapshotInput& snapshot);

 private:
  bool SetPlace(OpId item, OpId place, Stamp stamp);
  void HidePlace(OpId place);

  Sequence places_;
  std::unordered_map<OpId, Register<OpId>, OpIdHash> place_of_;  // item → place, written by it
  std::unordered_map<OpId, OpId, OpIdHash> item_of_;             // visible place → the item on it
};

}  // namespace samsyn
