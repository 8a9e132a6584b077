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
#include <optional>
#include <string>
#include <vector>

#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/crdt/id_map.h"
#include "shared/crdt/leaf_index.h"
#include "shared/crdt/node_sizes.h"
#include "shared/crdt/snapshot_io.h"
#include "shared/crdt/sum_tree.h"

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
  [[nodiscard]] std::size_t VisibleCount() const {
    return tree_.Total()[0] + (cursor_.spans == nullptr ? 0u : cursor_.spans->visible - cursor_.counted);
  }
  [[nodiscard]] std::uint32_t ElementCount() const { return ids_.Size(); }
  [[nodiscard]] bool Contains(OpId id) const { return ids_.Find(id).has_value(); }
  [[nodiscard]] bool ContainsAll(const IdRange& range) const;

  // Puts `count` new elements named `first`, `first`+1, … at `position` (at most VisibleCount()).
  Insertion Insert(std::size_t position, OpId first, std::uint32_t count);
  // Puts them right before a known element, visible or not.
  Insertion InsertBefore(OpId next, OpId first, std::uint32_t count);
  // Hides `count` visible elements from `position` on, which must exist; appends which they were.
  void Delete(std::size_t position, std::uint32_t count, std::vector<IdRange>& deleted);

  // Both origins are known here and can have been neighbours in some copy, as in every insertion an honest copy made.
  // Others could be put in different places here and there, so everybody leaves them out.
  [[nodiscard]] bool CanIntegrate(const Insertion& insertion) const { return FindOrigins(insertion).has_value(); }
  // Somebody else's insertion of elements not known here. Gives the first one's position, or nothing (CanIntegrate).
  [[nodiscard]] std::optional<std::size_t> Integrate(const Insertion& insertion);
  // Integrates an insertion that goes on with what was written last, where nothing has to be looked up; of others says
  // nothing and changes nothing.
  [[nodiscard]] std::optional<std::size_t> IntegrateTyped(const Insertion& insertion);
  // Somebody else's deletion of elements that are all known here. Appends what became hidden, in the order in which the
  // ranges have to be taken out one after another.
  void Hide(const IdRange& range, std::vector<VisibleRange>& hidden);
  // The same for one element. Gives its position, or nothing if it is hidden already or not known.
  [[nodiscard]] std::optional<std::size_t> HideOne(OpId id);

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

  // The replicas that have written elements here.
  [[nodiscard]] std::vector<ReplicaId> Replicas() const { return ids_.Replicas(); }
  // The whole state, in the format of README.md; the same state gives the same bytes on every copy.
  void Save(SnapshotOutput& snapshot) const;
  // Into an empty sequence. Bytes that are no sequence fail the reader; the sequence is then good for nothing.
  void Load(SnapshotInput& snapshot);

  // Empty, or a sentence about the first broken invariant. For tests and debug builds; takes linear time.
  [[nodiscard]] std::string CheckInvariants() const;

 private:
  [[nodiscard]] std::string CheckCursor() const;

  // A run of elements with consecutive locals, all visible or all hidden. The left origin of its first element is
  // stored; every other element's is the element before it. The right origin is the same for all.
  struct Span {
    Local local = 0;
    std::uint32_t count : 31 = 0;
    std::uint32_t hidden : 1 = 0;
    Local left = kNoLocal;
    Local right = kNoLocal;

    [[nodiscard]] std::uint32_t Visible() const { return hidden != 0 ? 0 : count; }
    [[nodiscard]] Local End() const { return local + count; }
    void Resize(std::uint32_t size) { count = size & 0x7FFFFFFFu; }
    void DropFront(std::uint32_t dropped) {
      local += dropped;
      left = local - 1;
      Resize(count - dropped);
    }
  };
  struct Leaf {
    std::uint32_t count = 0;
    std::uint32_t visible = 0;
    std::array<Span, kLeafSpans> spans;

    void InsertSpan(std::uint32_t index, const Span& span);
    void EraseSpan(std::uint32_t index);
    // The span's elements from `offset` on become the next span.
    void SplitSpan(std::uint32_t index, std::uint32_t offset);
  };
  // An element, or (with leaf == kNoLeaf) the end, or no place at all.
  struct Place {
    std::uint32_t leaf = kNoLeaf;
    std::uint32_t span = 0;
    std::uint32_t offset = 0;
    friend bool operator==(const Place&, const Place&) = default;
    [[nodiscard]] bool IsEnd() const { return leaf == kNoLeaf; }
  };
  // A span, and the positions at which its leaf and it begin. The tree learns of what changes in the leaf when the
  // cursor leaves it.
  struct Cursor {
    Leaf* spans = nullptr;
    std::uint32_t leaf = kNoLeaf;
    std::uint32_t span = 0;
    std::uint32_t counted = 0;  // visible elements in the leaf, as the tree knows them
    std::size_t leaf_start = 0;
    std::size_t span_start = 0;
  };

  [[nodiscard]] Leaf& LeafAt(std::uint32_t number) { return *leaves_[number]; }
  [[nodiscard]] const Leaf& LeafAt(std::uint32_t number) const { return *leaves_[number]; }
  [[nodiscard]] const Span& SpanAt(Place place) const { return LeafAt(place.leaf).spans[place.span]; }
  [[nodiscard]] static bool Continues(const Span& before, const Span& after);

  [[nodiscard]] Place PlaceOf(Local local) const;
  [[nodiscard]] Place VisiblePlace(std::size_t position) const;
  std::size_t MoveCursor(std::uint32_t leaf, std::uint32_t span) const;
  void LeaveLeaf() const;
  void EnterLeaf(std::uint32_t leaf, std::size_t start) const;
  // The cursor's span, where there is one, and the position after it if it is visible.
  [[nodiscard]] Span& CursorSpan() const { return cursor_.spans->spans[cursor_.span]; }
  [[nodiscard]] std::size_t CursorEnd() const { return cursor_.span_start + CursorSpan().count; }
  [[nodiscard]] std::size_t PositionOf(Place place) const;
  [[nodiscard]] Place FirstPlace() const;
  [[nodiscard]] Place LastPlace() const;          // or none
  [[nodiscard]] Place After(Place place) const;   // the next element, or the end
  [[nodiscard]] Place Before(Place place) const;  // the element before, or none
  [[nodiscard]] Place NextSpan(Place place) const;
  [[nodiscard]] bool IsBefore(Place one, Place other) const;
  [[nodiscard]] Local LocalAt(Place place) const;  // kNoLocal at the end
  [[nodiscard]] Local LeftOriginAt(Place place) const;
  struct Origins {
    Local left = kNoLocal;
    Local right = kNoLocal;
    Place after;   // of `left`
    Place before;  // the element next to it, which is `right` unless others have written there
  };
  [[nodiscard]] std::optional<Origins> FindOrigins(const Insertion& insertion) const;
  [[nodiscard]] bool CanHaveBeenNeighbours(Local left, Local right) const;
  [[nodiscard]] Place ResolveConflicts(Place start, Local new_first, Local left, Local right) const;
  void AppendIds(std::vector<IdRange>& ranges, Local local, std::uint32_t count) const;
  [[nodiscard]] OpId IdOrNone(Local local) const { return local == kNoLocal ? OpId{} : ids_.IdOf(local); }

  [[nodiscard]] bool CanTypeOn(OpId first, std::uint32_t count);
  void TypeOn(OpId first, std::uint32_t count);
  [[nodiscard]] bool CanEraseOn(std::uint32_t count) const;
  Local EraseOn(std::uint32_t count);
  Insertion InsertBetween(Place after, Place before, OpId first, std::uint32_t count);
  std::size_t InsertSpan(Place after, Place before, const Span& span);
  std::uint32_t AddLeaf(std::uint32_t before);
  Place MakeRoom(Place place);
  void Count(std::uint32_t leaf, std::uint32_t more);
  void HideAt(Place place, std::uint32_t count);
  void MergeAround(Leaf& leaf, std::uint32_t index);

  IdMap ids_;
  LeafIndex leaf_of_;
  mutable SumTree<1> tree_;                    // the leaves in order, with their visible elements
  std::vector<std::unique_ptr<Leaf>> leaves_;  // by leaf number
  // Typing happens where typing happened: the span last looked at.
  mutable Cursor cursor_;
  // The right origin of what was typed last, which is mostly that of the next character too.
  Local typed_before_ = kNoLocal;
  OpId typed_before_id_;
};

}  // namespace samsyn
