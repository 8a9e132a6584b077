// The order of the elements of a shared sequence, without their content.
//
// Elements are never taken out; deleting hides them. Every element remembers the elements it was put between (its left
// and right origins); concurrent insertions at one place are ordered from these as in Fugue (FugueMax, which gives the
// same orders as "YjsMod"), so that runs typed at the same time never interleave. README.md beside this file has the
// algorithm, the invariants and the sources.
//
// Positions count visible elements from 0. A Sequence is owned by one text or list and is not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/crdt/id_map.h"

namespace samsyn {

// A run of new elements, and the elements its first one was put between (none: the start or the end).
struct Insertion {
  OpId first;
  std::uint32_t count = 0;
  OpId left;
  OpId right;
};

// Consecutive counters of one replica.
struct IdRange {
  OpId first;
  std::uint32_t count = 0;
  friend bool operator==(const IdRange&, const IdRange&) = default;
};

// `count` visible elements from `position` on.
struct VisibleRange {
  std::size_t position = 0;
  std::uint32_t count = 0;
};

class Sequence {
 public:
  [[nodiscard]] std::size_t VisibleCount() const { return visible_count_; }
  [[nodiscard]] std::uint32_t ElementCount() const { return ids_.Size(); }
  [[nodiscard]] bool Contains(OpId id) const { return ids_.Find(id).has_value(); }
  [[nodiscard]] bool ContainsAll(const IdRange& range) const;

  // Puts `count` new elements named `first`, `first`+1, … at `position` (at most VisibleCount()).
  Insertion Insert(std::size_t position, OpId first, std::uint32_t count);
  // Puts them right before a known element, visible or not.
  Insertion InsertBefore(OpId next, OpId first, std::uint32_t count);
  // Hides `count` visible elements from `position` on, which must exist; says which they were.
  std::vector<IdRange> Delete(std::size_t position, std::uint32_t count);

  // Both origins are known here and can have been neighbours in some copy, as in every insertion an honest copy made.
  // Others are refused: they could be put in different places here and there.
  [[nodiscard]] bool CanIntegrate(const Insertion& insertion) const;
  // Somebody else's insertion, which CanIntegrate, of elements not known here. Gives the first one's position.
  std::size_t Integrate(const Insertion& insertion);
  // Somebody else's deletion of elements that are all known here. Gives what became hidden, in the order in which the
  // ranges have to be taken out one after another.
  std::vector<VisibleRange> Hide(const IdRange& range);

  // The visible element at `position`.
  [[nodiscard]] OpId IdAt(std::size_t position) const;
  // How many visible elements come before this known one.
  [[nodiscard]] std::size_t PositionOf(OpId id) const;
  [[nodiscard]] bool IsVisible(OpId id) const;
  // The names of the visible elements from `position` on, as runs.
  [[nodiscard]] std::vector<IdRange> IdsIn(std::size_t position, std::size_t count) const;
  // How many of these elements, from the first on, stand one right after another; 0 if the first is not known.
  [[nodiscard]] std::uint32_t StandTogether(const IdRange& range) const;
  // Every element in order, hidden ones too, as runs.
  [[nodiscard]] std::vector<IdRange> AllIds() const;

  // Empty, or a sentence about the first broken invariant. For tests and debug builds; takes linear time.
  [[nodiscard]] std::string CheckInvariants() const;

 private:
  // A run of elements with consecutive locals, all visible or all hidden. The left origin of its first element is
  // stored; every other element's is the element before it. The right origin is the same for all.
  struct Span {
    Local local = 0;
    std::uint32_t count : 31 = 0;
    std::uint32_t hidden : 1 = 0;
    Local left = kNoLocal;
    Local right = kNoLocal;
  };
  static constexpr std::uint32_t kLeafSpans = 32;
  struct Leaf {
    std::uint32_t order = 0;  // its place in order_
    std::uint32_t count = 0;
    std::array<Span, kLeafSpans> spans;
  };
  // An element, or (with offset == the span's count) the place after a span's last one.
  struct Place {
    std::uint32_t order = 0;
    std::uint32_t span = 0;
    std::uint32_t offset = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };

  [[nodiscard]] Leaf& LeafAt(std::uint32_t order) { return *leaves_[order_[order]]; }
  [[nodiscard]] const Leaf& LeafAt(std::uint32_t order) const { return *leaves_[order_[order]]; }
  [[nodiscard]] const Span& SpanAt(Place place) const { return LeafAt(place.order).spans[place.span]; }
  [[nodiscard]] static bool Continues(const Span& before, const Span& after);

  [[nodiscard]] Place PlaceOf(Local local) const;
  [[nodiscard]] Place VisiblePlace(std::size_t position) const;
  [[nodiscard]] std::size_t PositionOf(Place place) const;
  [[nodiscard]] std::size_t StartOfLeaf(std::uint32_t order) const;
  [[nodiscard]] bool AtEnd(Place place) const { return place.order >= order_.size(); }
  // The place itself if an element is there, else the next span's first element, or the end.
  [[nodiscard]] Place Settle(Place place) const;
  [[nodiscard]] Local LocalAt(Place place) const;  // kNoLocal at the end
  [[nodiscard]] Local LeftOriginAt(Place place) const;
  [[nodiscard]] Place ResolveConflicts(Place start, Local new_first, Local left, Local right) const;
  void AppendIds(std::vector<IdRange>& ranges, Local local, std::uint32_t count) const;

  Insertion InsertBetween(Local left, Place before, OpId first, std::uint32_t count);
  Place InsertSpan(Place before, const Span& span);
  Place MakeRoom(Place place);
  void SplitSpan(Leaf& leaf, std::uint32_t index, std::uint32_t offset);
  void HideAt(Place place, std::uint32_t count);
  void MergeAround(Leaf& leaf, std::uint32_t index);
  void PointToLeaf(const Span& span, std::uint32_t leaf_number);

  IdMap ids_;
  std::vector<std::unique_ptr<Leaf>> leaves_;  // by leaf number, which never changes
  std::vector<std::uint32_t> order_;           // leaf numbers in sequence order
  std::vector<std::uint32_t> leaf_visible_;    // visible elements per leaf, in sequence order
  std::vector<std::uint32_t> leaf_of_;         // leaf number by local
  std::size_t visible_count_ = 0;
  // Typing happens where typing happened: the leaf last looked at, and the position it starts at. Counts change only
  // in this leaf or later ones, so the pair stays right.
  mutable std::uint32_t hint_order_ = 0;
  mutable std::size_t hint_start_ = 0;
};

}  // namespace samsyn
