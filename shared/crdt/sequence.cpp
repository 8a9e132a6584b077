#include "shared/crdt/sequence.h"

#include <algorithm>
#include <cassert>

namespace samsyn {

// --- Finding ---

void Sequence::LeaveLeaf() const {
  if (cursor_.spans == nullptr) return;
  if (cursor_.spans->visible != cursor_.counted) tree_.Add(cursor_.leaf, {cursor_.spans->visible - cursor_.counted});
  cursor_ = {};
}

void Sequence::EnterLeaf(std::uint32_t leaf, std::size_t start) const {
  cursor_ = {leaves_[leaf].get(), leaf, 0, leaves_[leaf]->visible, start, start};
}

// Gives the position at which the span begins.
std::size_t Sequence::MoveCursor(std::uint32_t leaf, std::uint32_t span) const {
  if (cursor_.leaf != leaf) {
    LeaveLeaf();
    EnterLeaf(leaf, tree_.Before(leaf)[0]);
  }
  const Leaf& spans = *cursor_.spans;
  for (; cursor_.span < span; ++cursor_.span) cursor_.span_start += spans.spans[cursor_.span].Visible();
  while (cursor_.span > span) cursor_.span_start -= spans.spans[--cursor_.span].Visible();
  return cursor_.span_start;
}

Sequence::Place Sequence::PlaceOf(Local local) const {
  const auto holds = [&](const Span& span) { return local - span.local < span.count; };
  if (cursor_.spans != nullptr && holds(CursorSpan())) {
    return {cursor_.leaf, cursor_.span, local - CursorSpan().local};
  }
  const std::uint32_t number = leaf_of_.Get(local);
  const Leaf& leaf = LeafAt(number);
  for (std::uint32_t i = 0; i < leaf.count; ++i) {
    if (holds(leaf.spans[i])) return {number, i, local - leaf.spans[i].local};
  }
  assert(false && "the index points to a leaf without the element");
  return {};
}

Sequence::Place Sequence::VisiblePlace(std::size_t position) const {
  assert(position < VisibleCount());
  if (cursor_.spans == nullptr || position - cursor_.leaf_start >= cursor_.spans->visible) {
    LeaveLeaf();
    const auto found = tree_.FindAt(0, static_cast<std::uint32_t>(position));
    EnterLeaf(found.leaf, found.before[0]);
  }
  const Leaf& leaf = *cursor_.spans;
  while (position < cursor_.span_start) cursor_.span_start -= leaf.spans[--cursor_.span].Visible();
  for (;; ++cursor_.span) {
    const std::uint32_t visible = leaf.spans[cursor_.span].Visible();
    if (position - cursor_.span_start < visible) break;
    cursor_.span_start += visible;
  }
  return {cursor_.leaf, cursor_.span, static_cast<std::uint32_t>(position - cursor_.span_start)};
}

std::size_t Sequence::PositionOf(Place place) const {
  const std::size_t start = MoveCursor(place.leaf, place.span);
  return SpanAt(place).hidden != 0 ? start : start + place.offset;
}

Sequence::Place Sequence::FirstPlace() const { return {tree_.First(), 0, 0}; }

Sequence::Place Sequence::LastPlace() const {
  if (tree_.IsEmpty()) return {};
  LeaveLeaf();
  const std::uint32_t leaf = tree_.FindAt(0, tree_.Total()[0]).leaf;
  const std::uint32_t span = LeafAt(leaf).count - 1;
  return {leaf, span, LeafAt(leaf).spans[span].count - 1u};
}

Sequence::Place Sequence::NextSpan(Place place) const {
  if (place.span + 1 < LeafAt(place.leaf).count) return {place.leaf, place.span + 1, 0};
  return {tree_.Next(place.leaf), 0, 0};
}

Sequence::Place Sequence::After(Place place) const {
  if (place.offset + 1 < SpanAt(place).count) return {place.leaf, place.span, place.offset + 1};
  return NextSpan(place);
}

Sequence::Place Sequence::Before(Place place) const {
  if (place.offset > 0) return {place.leaf, place.span, place.offset - 1};
  if (place.span == 0) {
    place.leaf = tree_.Previous(place.leaf);
    if (place.leaf == kNoLeaf) return {};
    place.span = LeafAt(place.leaf).count;
  }
  --place.span;
  return {place.leaf, place.span, SpanAt(place).count - 1u};
}

bool Sequence::IsBefore(Place one, Place other) const {
  if (one.IsEnd() || other.IsEnd()) return !one.IsEnd();
  if (one.leaf != other.leaf) return tree_.Precedes(one.leaf, other.leaf);
  return one.span != other.span ? one.span < other.span : one.offset < other.offset;
}

Local Sequence::LocalAt(Place place) const { return place.IsEnd() ? kNoLocal : SpanAt(place).local + place.offset; }

Local Sequence::LeftOriginAt(Place place) const { return place.offset > 0 ? LocalAt(place) - 1 : SpanAt(place).left; }

OpId Sequence::IdAt(std::size_t position) const { return ids_.IdOf(LocalAt(VisiblePlace(position))); }

std::size_t Sequence::PositionOf(OpId id) const {
  const auto local = ids_.Find(id);
  assert(local.has_value());
  return PositionOf(PlaceOf(*local));
}

bool Sequence::IsVisible(OpId id) const {
  const auto local = ids_.Find(id);
  assert(local.has_value());
  return SpanAt(PlaceOf(*local)).hidden == 0;
}

bool Sequence::ContainsAll(const IdRange& range) const {
  OpId id = range.first;
  for (std::uint32_t left = range.count; left > 0;) {
    const auto local = ids_.Find(id);
    if (!local) return false;
    const std::uint32_t run = ids_.RunLength(*local, left);
    id.counter += run;
    left -= run;
  }
  return true;
}

// --- Inserting ---

bool Sequence::Continues(const Span& before, const Span& after) {
  return before.hidden == after.hidden && before.End() == after.local && after.left + 1 == after.local &&
         before.right == after.right;
}

void Sequence::Leaf::InsertSpan(std::uint32_t index, const Span& span) {
  assert(count < kLeafSpans);
  std::copy_backward(spans.begin() + index, spans.begin() + count, spans.begin() + count + 1);
  ++count;
  spans[index] = span;
}

void Sequence::Leaf::SplitSpan(std::uint32_t index, std::uint32_t offset) {
  Span tail = spans[index];
  tail.DropFront(offset);
  spans[index].Resize(offset);
  InsertSpan(index + 1, tail);
}

void Sequence::Leaf::EraseSpan(std::uint32_t index) {
  std::copy(spans.begin() + index + 1, spans.begin() + count, spans.begin() + index);
  --count;
}

// `more` visible elements are in the leaf; fewer is more modulo 2^32.
void Sequence::Count(std::uint32_t leaf, std::uint32_t more) {
  LeafAt(leaf).visible += more;
  if (leaf != cursor_.leaf) tree_.Add(leaf, {more});
}

std::uint32_t Sequence::AddLeaf(std::uint32_t before) {
  const std::uint32_t number = tree_.InsertAfter(before);
  assert(number == leaves_.size());
  leaves_.push_back(std::make_unique<Leaf>());
  return number;
}

// Makes sure that two more spans fit into the leaf of `place`, and gives the place anew.
Sequence::Place Sequence::MakeRoom(Place place) {
  if (LeafAt(place.leaf).count + 2 <= kLeafSpans) return place;
  constexpr std::uint32_t kKept = kLeafSpans / 2;
  LeaveLeaf();
  const std::uint32_t number = AddLeaf(place.leaf);
  Leaf& lower = LeafAt(place.leaf);
  Leaf& upper = LeafAt(number);
  upper.count = lower.count - kKept;
  lower.count = kKept;
  std::uint32_t moved = 0;
  for (std::uint32_t i = 0; i < upper.count; ++i) {
    const Span& span = upper.spans[i] = lower.spans[kKept + i];
    leaf_of_.Set(span.local, span.count, number, ids_.Size());
    moved += span.Visible();
  }
  Count(place.leaf, 0u - moved);
  Count(number, moved);
  // A place after the last kept span stays there: insertions before it belong to the lower leaf just as well.
  if (place.span < kKept) return place;
  return {number, place.span - kKept, place.offset};
}

// Puts the span before the element at `before`, which stands right after the one at `after` (an end: there is none).
// Gives the position of the span's first element.
std::size_t Sequence::InsertSpan(Place after, Place before, const Span& span) {
  if (after.IsEnd() && before.IsEnd()) {
    const std::uint32_t first = AddLeaf(kNoLeaf);
    leaf_of_.Set(span.local, span.count, first, ids_.Size());
    LeafAt(first).InsertSpan(0, span);
    Count(first, span.count);
    return MoveCursor(first, 0);
  }
  if (!after.IsEnd()) {
    Span& grown = LeafAt(after.leaf).spans[after.span];
    if (after.offset + 1 == grown.count && Continues(grown, span)) {
      const std::size_t start = MoveCursor(after.leaf, after.span) + grown.count;
      grown.Resize(grown.count + span.count);
      leaf_of_.Set(span.local, span.count, after.leaf, ids_.Size());
      Count(after.leaf, span.count);
      return start;
    }
  }

  // Where the span goes: before `place.span`, or into it at an offset.
  Place place = before;
  if (before.IsEnd() || (before.offset == 0 && !after.IsEnd())) place = {after.leaf, after.span + 1, 0};
  place = MakeRoom(place);
  Leaf& leaf = LeafAt(place.leaf);
  if (place.offset > 0) {
    (void)MoveCursor(place.leaf, place.span);
    leaf.SplitSpan(place.span++, place.offset);
  }
  (void)MoveCursor(place.leaf, place.span);
  leaf.InsertSpan(place.span, span);
  leaf_of_.Set(span.local, span.count, place.leaf, ids_.Size());
  Count(place.leaf, span.Visible());
  return cursor_.span_start;
}

// One more character after the last one typed, which happens more than everything else: the span under the cursor
// grows, and nothing has to be looked up. On success `typed_before_` is what stands after the span.
bool Sequence::CanTypeOn(OpId first, std::uint32_t count) {
  if (cursor_.spans == nullptr || !ids_.IsNext(first)) return false;
  const Leaf& leaf = *cursor_.spans;
  const Span& span = CursorSpan();
  if (span.hidden != 0 || span.End() != ids_.Size() || !leaf_of_.Holds(span.End(), count)) return false;
  const bool is_last = cursor_.span + 1 == leaf.count;
  const Local right = is_last ? LocalAt({tree_.Next(cursor_.leaf), 0, 0}) : leaf.spans[cursor_.span + 1].local;
  if (span.right != right) return false;
  if (right != typed_before_) {
    typed_before_ = right;
    typed_before_id_ = IdOrNone(right);
  }
  return true;
}

void Sequence::TypeOn(OpId first, std::uint32_t count) {
  (void)ids_.Append(first, count);
  CursorSpan().Resize(CursorSpan().count + count);
  cursor_.spans->visible += count;
}

Insertion Sequence::Insert(std::size_t position, OpId first, std::uint32_t count) {
  assert(count > 0 && position <= VisibleCount());
  if (CanTypeOn(first, count) && position == CursorEnd()) {
    TypeOn(first, count);
    return {first, count, {first.replica, first.counter - 1}, typed_before_id_};
  }
  const Place after = position > 0 ? VisiblePlace(position - 1) : Place{};
  return InsertBetween(after, position > 0 ? After(after) : FirstPlace(), first, count);
}

Insertion Sequence::InsertBefore(OpId next, OpId first, std::uint32_t count) {
  assert(count > 0 && Contains(next));
  const Place before = PlaceOf(*ids_.Find(next));
  return InsertBetween(Before(before), before, first, count);
}

Insertion Sequence::InsertBetween(Place after, Place before, OpId first, std::uint32_t count) {
  const Local left = LocalAt(after);
  const Local right = LocalAt(before);
  const Insertion insertion{first, count, IdOrNone(left), IdOrNone(right)};
  const Local local = ids_.Append(first, count);
  (void)InsertSpan(after, before, {local, count & 0x7FFFFFFFu, 0, left, right});
  return insertion;
}

// --- Deleting ---

void Sequence::MergeAround(Leaf& leaf, std::uint32_t index) {
  for (std::uint32_t i = std::min(index + 1, leaf.count - 1); i > 0 && i + 1 > index; --i) {
    if (!Continues(leaf.spans[i - 1], leaf.spans[i])) continue;
    leaf.spans[i - 1].Resize(leaf.spans[i - 1].count + leaf.spans[i].count);
    leaf.EraseSpan(i);
  }
}

// Erasing backwards takes the end of the span under the cursor and puts it to the hidden one after it.
bool Sequence::CanEraseOn(std::uint32_t count) const {
  if (cursor_.spans == nullptr || cursor_.span + 1 >= cursor_.spans->count) return false;
  const Span& span = CursorSpan();
  const Span& next = cursor_.spans->spans[cursor_.span + 1];
  return span.hidden == 0 && span.count > count && next.hidden != 0 && next.local == span.End() &&
         next.left + 1 == next.local && next.right == span.right;
}

// Gives the first element that has become hidden.
Local Sequence::EraseOn(std::uint32_t count) {
  Span& span = CursorSpan();
  Span& next = cursor_.spans->spans[cursor_.span + 1];
  span.Resize(span.count - count);
  next.local -= count;
  next.left -= count;
  next.Resize(next.count + count);
  cursor_.spans->visible -= count;
  return next.local;
}

void Sequence::HideAt(Place place, std::uint32_t count) {
  place = MakeRoom(place);
  Leaf& leaf = LeafAt(place.leaf);
  // The span before the hidden one stays where it is, whatever is split and merged after it.
  (void)MoveCursor(place.leaf, place.offset == 0 && place.span > 0 ? place.span - 1 : place.span);
  if (place.offset > 0) leaf.SplitSpan(place.span++, place.offset);
  if (count < leaf.spans[place.span].count) leaf.SplitSpan(place.span, count);
  leaf.spans[place.span].hidden = 1;
  Count(place.leaf, 0u - count);
  MergeAround(leaf, place.span);
}

void Sequence::Delete(std::size_t position, std::uint32_t count, std::vector<IdRange>& deleted) {
  assert(position + count <= VisibleCount());
  if (CanEraseOn(count) && position + count == CursorEnd()) {
    return AppendIds(deleted, EraseOn(count), count);
  }
  while (count > 0) {
    const Place place = VisiblePlace(position);
    const Span& span = SpanAt(place);
    const std::uint32_t hidden = std::min(count, span.count - place.offset);
    AppendIds(deleted, span.local + place.offset, hidden);
    HideAt(place, hidden);
    count -= hidden;
  }
}

std::optional<std::size_t> Sequence::HideOne(OpId id) {
  const auto local = ids_.Find(id);
  if (!local) return std::nullopt;
  if (CanEraseOn(1) && CursorSpan().End() == *local + 1) {
    (void)EraseOn(1);
    return CursorEnd();
  }
  const Place place = PlaceOf(*local);
  if (SpanAt(place).hidden != 0) return std::nullopt;
  const std::size_t position = PositionOf(place);
  HideAt(place, 1);
  return position;
}

void Sequence::Hide(const IdRange& range, std::vector<VisibleRange>& hidden) {
  if (range.count == 1) {
    if (const auto position = HideOne(range.first)) hidden.push_back({*position, 1});
    return;
  }
  OpId id = range.first;
  for (std::uint32_t left = range.count; left > 0;) {
    const Local local = *ids_.Find(id);
    const Place place = PlaceOf(local);
    const Span& span = SpanAt(place);
    const std::uint32_t count = ids_.RunLength(local, std::min(left, span.count - place.offset));
    left -= count;
    id.counter += count;
    if (span.hidden != 0) continue;
    hidden.push_back({PositionOf(place), count});
    HideAt(place, count);
  }
}

// --- Listing ---

namespace {

void AppendRange(std::vector<IdRange>& ranges, OpId first, std::uint32_t count) {
  if (!ranges.empty()) {
    IdRange& last = ranges.back();
    if (last.first.replica == first.replica && last.first.counter + last.count == first.counter) {
      last.count += count;
      return;
    }
  }
  ranges.push_back({first, count});
}

}  // namespace

void Sequence::AppendIds(std::vector<IdRange>& ranges, Local local, std::uint32_t count) const {
  while (count > 0) {
    const std::uint32_t run = ids_.RunLength(local, count);
    AppendRange(ranges, ids_.IdOf(local), run);
    local += run;
    count -= run;
  }
}

std::vector<IdRange> Sequence::IdsIn(std::size_t position, std::size_t count) const {
  assert(position + count <= VisibleCount());
  std::vector<IdRange> ranges;
  if (count == 0) return ranges;
  for (Place place = VisiblePlace(position); count > 0; place = NextSpan(place)) {
    const Span& span = SpanAt(place);
    if (span.hidden != 0) continue;
    const auto taken = static_cast<std::uint32_t>(std::min<std::size_t>(count, span.count - place.offset));
    AppendIds(ranges, span.local + place.offset, taken);
    count -= taken;
  }
  return ranges;
}

std::uint32_t Sequence::StandTogether(const IdRange& range) const {
  const auto first = ids_.Find(range.first);
  if (!first || range.count == 0) return 0;
  Place place = PlaceOf(*first);
  std::uint32_t together = 0;
  for (OpId id = range.first; together < range.count; ++together, ++id.counter) {
    if (place.IsEnd() || ids_.IdOf(LocalAt(place)) != id) break;
    place = After(place);
  }
  return together;
}

std::vector<IdRange> Sequence::AllIds() const {
  std::vector<IdRange> ranges;
  for (std::uint32_t number = tree_.First(); number != kNoLeaf; number = tree_.Next(number)) {
    const Leaf& leaf = LeafAt(number);
    for (std::uint32_t i = 0; i < leaf.count; ++i) AppendIds(ranges, leaf.spans[i].local, leaf.spans[i].count);
  }
  return ranges;
}

}  // namespace samsyn
