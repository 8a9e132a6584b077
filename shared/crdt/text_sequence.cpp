#include "shared/crdt/text_sequence.h"

#include <cassert>

#include "shared/base/utf8.h"

namespace samsyn {

namespace {

std::uint32_t ElementsOf(std::string_view text) {
  return text.size() == 1 ? 1 : static_cast<std::uint32_t>(CodePointCount(text));
}

}  // namespace

Insertion TextSequence::Insert(std::size_t position, OpId first, std::string_view text) {
  const Insertion insertion = sequence_.Insert(position, first, ElementsOf(text));
  buffer_.Insert(position, text);
  return insertion;
}

Insertion TextSequence::InsertBefore(OpId next, OpId first, std::string_view text) {
  buffer_.Insert(sequence_.PositionOf(next), text);
  return sequence_.InsertBefore(next, first, ElementsOf(text));
}

void TextSequence::Delete(std::size_t position, std::uint32_t count, std::vector<IdRange>& deleted) {
  buffer_.Erase(position, count);
  sequence_.Delete(position, count, deleted);
}

std::optional<std::size_t> TextSequence::Integrate(const Insertion& insertion, std::string_view text) {
  assert(insertion.count == CodePointCount(text));
  const std::optional<std::size_t> position = sequence_.Integrate(insertion);
  if (position) buffer_.Insert(*position, text);
  return position;
}

std::optional<std::size_t> TextSequence::TypeOn(const Insertion& insertion, std::string_view text) {
  const std::optional<std::size_t> position = sequence_.IntegrateTyped(insertion);
  if (position) buffer_.Insert(*position, text);
  return position;
}

void TextSequence::Hide(const IdRange& range, std::vector<VisibleRange>& hidden) {
  const std::size_t known = hidden.size();
  sequence_.Hide(range, hidden);
  for (std::size_t i = known; i < hidden.size(); ++i) buffer_.Erase(hidden[i].position, hidden[i].count);
}

std::optional<std::size_t> TextSequence::HideOne(OpId id) {
  const std::optional<std::size_t> position = sequence_.HideOne(id);
  if (position) buffer_.Erase(*position, 1);
  return position;
}

Anchor TextSequence::AnchorAt(std::size_t position) const {
  assert(position <= Size());
  return position == 0 ? Anchor{} : Anchor{sequence_.IdAt(position - 1)};
}

std::size_t TextSequence::PositionOf(Anchor anchor) const {
  if (anchor.after.IsNone() || !sequence_.Contains(anchor.after)) return 0;
  return sequence_.PositionOf(anchor.after) + (sequence_.IsVisible(anchor.after) ? 1 : 0);
}

void TextSequence::Save(SnapshotOutput& snapshot) const {
  sequence_.Save(snapshot);
  snapshot.out.Text(buffer_.ToString());
}

void TextSequence::Load(SnapshotInput& snapshot) {
  sequence_.Load(snapshot);
  const ByteView text = snapshot.in.Blob(snapshot.in.Remaining());
  if (snapshot.in.Failed() || !IsValidUtf8(AsText(text)) || CodePointCount(AsText(text)) != sequence_.VisibleCount()) {
    return snapshot.in.Fail();
  }
  buffer_.Insert(0, AsText(text));
}

}  // namespace samsyn
