// A shared text: the order of its characters (a Sequence with one element per code point) and the visible ones
// themselves. Positions are visible code points.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/crdt/sequence.h"
#include "shared/crdt/text_buffer.h"

namespace samsyn {

// A place in a text that stays with the character before it whatever others write: after `after`, or at the start.
struct Anchor {
  OpId after;
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

class TextSequence {
 public:
  [[nodiscard]] std::size_t Size() const { return buffer_.CodePoints(); }
  [[nodiscard]] const TextBuffer& Buffer() const { return buffer_; }
  [[nodiscard]] std::string ToString() const { return buffer_.ToString(); }
  [[nodiscard]] const Sequence& Order() const { return sequence_; }

  // Local edits. `first` names the first new character, its successors the rest.
  Insertion Insert(std::size_t position, OpId first, std::string_view text);
  // Inserts right before a known character, visible or not.
  Insertion InsertBefore(OpId next, OpId first, std::string_view text);
  // Appends to `deleted` which characters they were.
  void Delete(std::size_t position, std::uint32_t count, std::vector<IdRange>& deleted);

  // Others' edits. Gives the position of the first new character, or nothing: see Sequence::Integrate. `text` has
  // insertion.count code points.
  [[nodiscard]] std::optional<std::size_t> Integrate(const Insertion& insertion, std::string_view text);
  // The same for what goes on where the last one went, and otherwise nothing: see Sequence::IntegrateTyped.
  [[nodiscard]] std::optional<std::size_t> TypeOn(const Insertion& insertion, std::string_view text);
  // Hides known characters, and appends to `hidden` what has to be taken out of a copy of the text, one after another.
  void Hide(const IdRange& range, std::vector<VisibleRange>& hidden);
  // See Sequence::HideOne.
  [[nodiscard]] std::optional<std::size_t> HideOne(OpId id);
  [[nodiscard]] bool KnowsAll(const IdRange& range) const { return sequence_.ContainsAll(range); }

  [[nodiscard]] Anchor AnchorAt(std::size_t position) const;
  // Where the anchor is now; an anchor in characters not known here gives the start.
  [[nodiscard]] std::size_t PositionOf(Anchor anchor) const;

  // See Sequence::Save.
  void Save(SnapshotOutput& snapshot) const;
  void Load(SnapshotInput& snapshot);

 private:
  Sequence sequence_;
  TextBuffer buffer_;
};

}  // namespace samsyn
