#include "shared/crdt/text_sequence.h"

#include <cassert>

#include "shared/base/utf8.h"

namespace samsyn {

Insertion TextSequence::Insert(std::size_t position, OpId first, std::string_view text) {
  const Insertion insertion = sequence_.Insert(position, first, static_cast<std::uint32_t>(CodePointCount(text)));
  buffer_.Insert(position, text);
  return insertion;
}

Insertion TextSequence::InsertBefore(OpId next, OpId first, std::string_view text) {
  buffer_.Insert(sequence_.PositionOf(next), text);
  return sequence_.InsertBefore(next, first, static_cast<std::uint32_t>(CodePointCount(text)));
}

std::vector<IdRange> TextSequence::Delete(std::size_t position, std::uint32_t count) {
  buffer_.Erase(position, count);
  return sequence_.Delete(position, count);
}

TextSplice TextSequence::Integrate(const Insertion& insertion, std::string_view text) {
  assert(insertion.count == CodePointCount(text));
  const std::size_t position = sequence_.Integrate(insertion);
  buffer_.Insert(position, text);
  return {position, 0, std::string(text)};
}

std::vector<TextSplice> TextSequence::Hide(const IdRange& range) {
  std::vector<TextSplice> splices;
  for (const VisibleRange& hidden : sequence_.Hide(range)) {
    buffer_.Erase(hidden.position, hidden.count);
    splices.push_back({hidden.position, hidden.count, {}});
  }
  return splices;
}

bool TextSequence::KnowsAll(const IdRange& range) const { return sequence_.ContainsAll(range); }

Anchor TextSequence::AnchorAt(std::size_t position) const {
  assert(position <= Size());
  return position == 0 ? Anchor{} : Anchor{sequence_.IdAt(position - 1)};
}

std::size_t TextSequence::PositionOf(Anchor anchor) const {
  if (anchor.after.IsNone() || !sequence_.Contains(anchor.after)) return 0;
  return sequence_.PositionOf(anchor.after) + (sequence_.IsVisible(anchor.after) ? 1 : 0);
}

}  // namespace samsyn
