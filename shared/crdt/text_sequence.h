// A shared text: the order of its characters (a Sequence with one element per code point) and the visible ones
// themselves. Positions are visible code points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/text_splice.h"
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
  std::vector<IdRange> Delete(std::size_t position, std::uint32_t count);

  // Others' edits, already checked: see Sequence::CanIntegrate and KnowsAll. `text` has insertion.count code points.
  TextSplice Integrate(const Insertion& insertion, std::string_view text);
  std::vector<TextSplice> Hide(const IdRange& range);
  [[nodiscard]] bool KnowsAll(const IdRange& range) const;

  [[nodiscard]] Anchor AnchorAt(std::size_t position) const;
  // Where the anchor is now; an anchor in characters not known here gives the start.
  [[nodiscard]] std::size_t PositionOf(Anchor anchor) const;

 private:
  Sequence sequence_;
  TextBuffer buffer_;
};

}  // namespace samsyn
