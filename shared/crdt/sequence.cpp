#include "shared/crdt/sequence.h"

#include <algorithm>
#include <cassert>

namespace samsyn {

// --- Finding ---

std::size_t Sequence::StartOfLeaf(std::uint32_t order) const {
  while (hint_order_ < order) hint_start_ += leaf_visible_[hint_order_++];
  while (hint_order_ > order) hint_start_ -= leaf_visible_[--hint_order_];
  return hint_start_;
}

Sequence::Place Sequence::PlaceOf(Local local) const {
  const Leaf& leaf = *leaves_[leaf_of_[local]];
  for (std::uint32_t i = 0; i < leaf.count; ++i) {
    const std::uint32_t offset = local - leaf.spans[i].local;
    if (offset < leaf.spans[i].count) return {leaf.order, i, offset};
  }
  assert(false && "the index points to a leaf without the element");
  return {};
}

Sequence::Place Sequence::VisiblePlace(std::size_t position) const {
  assert(position < visible_count_);
  std::uint32_t order = hint_order_;
  while (StartOfLeaf(order) > position) --order;
  while (hint_start_ + leaf_visible_[order] <= position) (void)StartOfLeaf(++order);
  auto rest = static_cast<std::uint32_t>(position - hint_start_);
  const Leaf& leaf = LeafAt(order);
  for (std::uint32_t i = 0;; ++i) {
    assert(i < leaf.count);
    if (leaf.spans[i].hidden != 0) continue;
    if (rest < leaf.spans[i].count) return {order, i, rest};
    rest -= leaf.spans[i].count;
  }
}

std::size_t Sequence::PositionOf(Place place) const {
  std::size_t position = StartOfLeaf(place.order);
  const Leaf& leaf = LeafAt(place.order);
  for (std::uint32_t i = 0; i < place.span; ++i) {
    if (leaf.spans[i].hidden == 0) position += leaf.spans[i].count;
  }
  if (place.span < leaf.count && leaf.spans[place.span].hidden == 0) position += place.offset;
  return position;
}

Sequence::Place Sequence::Settle(Place place) const {
  if (AtEnd(place)) return place;
  if (place.span < LeafAt(place.order).count && place.offset < SpanAt(place).count) return place;
  if (place.span + 1 < LeafAt(place.order).count) return {place.order, place.span + 1, 0};
  return {place.order + 1, 0, 0};
}

Local Sequence::LocalAt(Place place) const { return AtEnd(place) ? kNoLocal : SpanAt(place).local + place.offset; }

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
  return before.hidden == after.hidden && before.local + before.count == after.local && after.left + 1 == after.local &&
         before.right == after.right;
}

void Sequence::PointToLeaf(const Span& span, std::uint32_t leaf_number) {
  std::fill_n(leaf_of_.begin() + span.local, std::uint32_t{span.count}, leaf_number);
}

void Sequence::SplitSpan(Leaf& leaf, std::uint32_t index, std::uint32_t offset) {
  assert(leaf.count < kLeafSpans && offset > 0 && offset < leaf.spans[index].count);
  std::copy_backward(leaf.spans.begin() + index, leaf.spans.begin() + leaf.count, leaf.spans.begin() + leaf.count + 1);
  ++leaf.count;
  Span& head = leaf.spans[index];
  Span& tail = leaf.spans[index + 1];
  tail.local = head.local + offset;
  tail.count = (head.count - offset) & 0x7FFFFFFFu;
  tail.left = tail.local - 1;
  head.count = offset & 0x7FFFFFFFu;
}

// Makes sure that two more spans fit into the leaf of `place`, and gives the place anew.
Sequence::Place Sequence::MakeRoom(Place place) {
  Leaf& leaf = LeafAt(place.order);
  if (leaf.count + 2 <= kLeafSpans) return place;

  constexpr std::uint32_t kKept = kLeafSpans / 2;
  const auto number = static_cast<std::uint32_t>(leaves_.size());
  auto upper = std::make_unique<Leaf>();
  upper->count = leaf.count - kKept;
  std::uint32_t moved_visible = 0;
  for (std::uint32_t i = 0; i < upper->count; ++i) {
    const Span& span = upper->spans[i] = leaf.spans[kKept + i];
    PointToLeaf(span, number);
    if (span.hidden == 0) moved_visible += span.count;
  }
  leaf.count = kKept;
  leaves_.push_back(std::move(upper));
  (void)StartOfLeaf(place.order);
  leaf_visible_[place.order] -= moved_visible;
  leaf_visible_.insert(leaf_visible_.begin() + place.order + 1, moved_visible);
  order_.insert(order_.begin() + place.order + 1, number);
  for (auto i = place.order + 1; i < order_.size(); ++i) leaves_[order_[i]]->order = i;
  // A place after the last kept span stays there: insertions before it belong to the lower leaf just as well.
  if (place.span < kKept) return place;
  return {place.order + 1, place.span - kKept, place.offset};
}

// Puts the span before the element at `before`; gives the place of its first element.
Sequence::Place Sequence::InsertSpan(Place before, const Span& span) {
  leaf_of_.resize(std::max<std::size_t>(leaf_of_.size(), span.local + std::size_t{span.count}));
  visible_count_ += span.count;
  if (order_.empty()) {
    leaves_.push_back(std::make_unique<Leaf>());
    order_.push_back(0);
    leaf_visible_.push_back(0);
  }
  if (AtEnd(before)) {
    const auto last = static_cast<std::uint32_t>(order_.size() - 1);
    before = {last, LeafAt(last).count, 0};
  } else if (before.span == 0 && before.offset == 0 && before.order > 0) {
    before = {before.order - 1, LeafAt(before.order - 1).count, 0};  // so that typing can lengthen the span before
  }

  Leaf* leaf = &LeafAt(before.order);
  (void)StartOfLeaf(before.order);
  if (before.offset == 0 && before.span > 0 && Continues(leaf->spans[before.span - 1], span)) {
    Span& grown = leaf->spans[before.span - 1];
    const Place first{before.order, before.span - 1, grown.count};
    grown.count = (grown.count + span.count) & 0x7FFFFFFFu;
    leaf_visible_[before.order] += span.count;
    PointToLeaf(span, order_[before.order]);
    return first;
  }

  before = MakeRoom(before);
  leaf = &LeafAt(before.order);
  (void)StartOfLeaf(before.order);
  if (before.offset > 0) {
    SplitSpan(*leaf, before.span, before.offset);
    before = {before.order, before.span + 1, 0};
  }
  std::copy_backward(leaf->spans.begin() + before.span, leaf->spans.begin() + leaf->count,
                     leaf->spans.begin() + leaf->count + 1);
  ++leaf->count;
  leaf->spans[before.span] = span;
  leaf_visible_[before.order] += span.count;
  PointToLeaf(span, order_[before.order]);
  return before;
}

Insertion Sequence::Insert(std::size_t position, OpId first, std::uint32_t count) {
  assert(count > 0 && position <= visible_count_);
  Place before{0, 0, 0};
  Local left = kNoLocal;
  if (position > 0) {
    const Place place = VisiblePlace(position - 1);
    left = LocalAt(place);
    before = Settle({place.order, place.span, place.offset + 1});
  }
  return InsertBetween(left, before, first, count);
}

Insertion Sequence::InsertBefore(OpId next, OpId first, std::uint32_t count) {
  assert(count > 0 && Contains(next));
  const Place before = PlaceOf(*ids_.Find(next));
  const auto last_of = [](const Span& span) { return span.local + span.count - 1; };
  Local left = kNoLocal;
  if (before.offset > 0) {
    left = LocalAt(before) - 1;
  } else if (before.span > 0) {
    left = last_of(LeafAt(before.order).spans[before.span - 1]);
  } else if (before.order > 0) {
    const Leaf& leaf = LeafAt(before.order - 1);
    left = last_of(leaf.spans[leaf.count - 1]);
  }
  return InsertBetween(left, before, first, count);
}

Insertion Sequence::InsertBetween(Local left, Place before, OpId first, std::uint32_t count) {
  const Local right = LocalAt(before);
  const Insertion insertion{first, count, left == kNoLocal ? OpId{} : ids_.IdOf(left),
                            right == kNoLocal ? OpId{} : ids_.IdOf(right)};
  const Local local = ids_.Append(first, count);
  (void)InsertSpan(before, {local, count & 0x7FFFFFFFu, 0, left, right});
  return insertion;
}

std::size_t Sequence::Integrate(const Insertion& insertion) {
  const Local left = insertion.left.IsNone() ? kNoLocal : *ids_.Find(insertion.left);
  const Local right = insertion.right.IsNone() ? kNoLocal : *ids_.Find(insertion.right);
  const Local local = ids_.Append(insertion.first, insertion.count);
  Place before{0, 0, 0};
  if (left != kNoLocal) {
    before = PlaceOf(left);
    ++before.offset;
  }
  before = Settle(before);
  if (LocalAt(before) != right) before = ResolveConflicts(before, local, left, right);
  return PositionOf(InsertSpan(before, {local, insertion.count & 0x7FFFFFFFu, 0, left, right}));
}

// YjsMod's integration rule, a span at a time: inside a span every element's left origin is the element before it,
// which lies right of `left`, so only first elements (and the one right after `left`) can stop or divert the scan.
Sequence::Place Sequence::ResolveConflicts(Place start, Local new_first, Local left, Local right) const {
  const Place end{static_cast<std::uint32_t>(order_.size()), 0, 0};
  const Place right_place = right == kNoLocal ? end : PlaceOf(right);
  const OpId new_id = ids_.IdOf(new_first);
  Place destination = start;
  bool scanning = false;
  for (Place place = start;;) {
    if (!scanning) destination = place;
    if (place == right_place || AtEnd(place)) return destination;

    const Span& span = SpanAt(place);
    const Local other_left = LeftOriginAt(place);
    if (other_left == left) {
      const Place other_right = span.right == kNoLocal ? end : PlaceOf(span.right);
      if (other_right == right_place && new_id < ids_.IdOf(LocalAt(place))) return destination;
      scanning = other_right < right_place;
    } else if (left != kNoLocal && (other_left == kNoLocal || PlaceOf(other_left) < PlaceOf(left))) {
      return destination;
    }

    const bool right_is_inside =
        right_place.order == place.order && right_place.span == place.span && right_place.offset > place.offset;
    place = right_is_inside ? right_place : Settle({place.order, place.span, span.count});
  }
}

// Nothing the author knew may stand between the two origins. At the least the author knew what the origins themselves
// were put between, and of all that the nearest are the right origin of `left` and the left origin of `right`.
bool Sequence::CanIntegrate(const Insertion& insertion) const {
  const auto found_left = ids_.Find(insertion.left);
  const auto found_right = ids_.Find(insertion.right);
  if (!insertion.left.IsNone() && !found_left) return false;
  if (!insertion.right.IsNone() && !found_right) return false;
  const Local left = found_left.value_or(kNoLocal);
  const Local right = found_right.value_or(kNoLocal);
  const Local right_of_left = left == kNoLocal ? kNoLocal : SpanAt(PlaceOf(left)).right;
  const Local left_of_right = right == kNoLocal ? kNoLocal : LeftOriginAt(PlaceOf(right));
  if (left == kNoLocal) return left_of_right == kNoLocal;
  if (right == kNoLocal) return right_of_left == kNoLocal;
  if (right_of_left == right || left_of_right == left) return true;
  const auto not_after = [&](Local one, Local other) { return PlaceOf(one) <= PlaceOf(other); };
  return not_after(left, right) && left != right && (right_of_left == kNoLocal || not_after(right, right_of_left)) &&
         (left_of_right == kNoLocal || not_after(left_of_right, left));
}

// --- Deleting ---

void Sequence::MergeAround(Leaf& leaf, std::uint32_t index) {
  for (std::uint32_t i = std::min(index + 1, leaf.count - 1); i > 0 && i + 1 > index; --i) {
    if (!Continues(leaf.spans[i - 1], leaf.spans[i])) continue;
    leaf.spans[i - 1].count = (leaf.spans[i - 1].count + leaf.spans[i].count) & 0x7FFFFFFFu;
    std::copy(leaf.spans.begin() + i + 1, leaf.spans.begin() + leaf.count, leaf.spans.begin() + i);
    --leaf.count;
  }
}

void Sequence::HideAt(Place place, std::uint32_t count) {
  place = MakeRoom(place);
  (void)StartOfLeaf(place.order);
  Leaf& leaf = LeafAt(place.order);
  if (place.offset > 0) {
    SplitSpan(leaf, place.span, place.offset);
    ++place.span;
  }
  if (count < leaf.spans[place.span].count) SplitSpan(leaf, place.span, count);
  leaf.spans[place.span].hidden = 1;
  leaf_visible_[place.order] -= count;
  visible_count_ -= count;
  MergeAround(leaf, place.span);
}

std::vector<IdRange> Sequence::Delete(std::size_t position, std::uint32_t count) {
  assert(position + count <= visible_count_);
  const std::vector<IdRange> ids = IdsIn(position, count);
  while (count > 0) {
    const Place place = VisiblePlace(position);
    const std::uint32_t hidden = std::min(count, SpanAt(place).count - place.offset);
    HideAt(place, hidden);
    count -= hidden;
  }
  return ids;
}

std::vector<VisibleRange> Sequence::Hide(const IdRange& range) {
  std::vector<VisibleRange> hidden;
  OpId id = range.first;
  for (std::uint32_t left = range.count; left > 0;) {
    const Local local = *ids_.Find(id);
    const Place place = PlaceOf(local);
    const Span span = SpanAt(place);
    const std::uint32_t count = ids_.RunLength(local, std::min(left, span.count - place.offset));
    if (span.hidden == 0) {
      hidden.push_back({PositionOf(place), count});
      HideAt(place, count);
    }
    left -= count;
    id.counter += count;
  }
  return hidden;
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
  assert(position + count <= visible_count_);
  std::vector<IdRange> ranges;
  if (count == 0) return ranges;
  for (Place place = VisiblePlace(position); count > 0;
       place = Settle({place.order, place.span, SpanAt(place).count})) {
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
    if (AtEnd(place) || ids_.IdOf(LocalAt(place)) != id) break;
    place = Settle({place.order, place.span, place.offset + 1});
  }
  return together;
}

std::vector<IdRange> Sequence::AllIds() const {
  std::vector<IdRange> ranges;
  for (const std::uint32_t number : order_) {
    const Leaf& leaf = *leaves_[number];
    for (std::uint32_t i = 0; i < leaf.count; ++i) AppendIds(ranges, leaf.spans[i].local, leaf.spans[i].count);
  }
  return ranges;
}

std::string Sequence::CheckInvariants() const {
  std::size_t visible = 0;
  std::size_t elements = 0;
  std::size_t hint = 0;
  for (std::uint32_t order = 0; order < order_.size(); ++order) {
    const Leaf& leaf = LeafAt(order);
    if (order == hint_order_ && hint != hint_start_) return "the hint does not start where its leaf starts";
    if (leaf.order != order) return "a leaf does not know its place";
    if (leaf.count == 0 || leaf.count > kLeafSpans) return "a leaf is empty or overfull";
    std::uint32_t leaf_visible = 0;
    for (std::uint32_t i = 0; i < leaf.count; ++i) {
      const Span& span = leaf.spans[i];
      if (span.count == 0) return "a span is empty";
      if (i > 0 && Continues(leaf.spans[i - 1], span)) return "two spans should be one";
      if (span.hidden == 0) leaf_visible += span.count;
      elements += span.count;
      for (std::uint32_t k = 0; k < span.count; ++k) {
        if (leaf_of_[span.local + k] != order_[order]) return "the index points to the wrong leaf";
      }
      const Place place{order, i, 0};
      if (span.left != kNoLocal && !(PlaceOf(span.left) < place)) return "a left origin is not to the left";
      if (span.right != kNoLocal && !(place < PlaceOf(span.right))) return "a right origin is not to the right";
    }
    if (leaf_visible != leaf_visible_[order]) return "a leaf miscounts its visible elements";
    visible += leaf_visible;
    hint += leaf_visible;
  }
  if (visible != visible_count_) return "the visible elements are miscounted";
  if (elements != ids_.Size() || leaf_of_.size() != elements) return "elements are missing or doubled";
  return {};
}

}  // namespace samsyn
