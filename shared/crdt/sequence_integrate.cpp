// Where somebody else's insertion goes.
#include "shared/crdt/sequence.h"

namespace samsyn {

std::optional<Sequence::Origins> Sequence::FindOrigins(const Insertion& insertion) const {
  Origins origins;
  if (!insertion.left.IsNone()) {
    const auto left = ids_.Find(insertion.left);
    if (!left) return std::nullopt;
    origins.left = *left;
  }
  if (!insertion.right.IsNone()) {
    const auto right = ids_.Find(insertion.right);
    if (!right) return std::nullopt;
    origins.right = *right;
  }
  if (origins.left == kNoLocal) {
    origins.before = FirstPlace();
  } else {
    origins.after = PlaceOf(origins.left);
    origins.before = After(origins.after);
  }
  const bool are_neighbours = LocalAt(origins.before) == origins.right;
  if (!are_neighbours && !CanHaveBeenNeighbours(origins.left, origins.right)) return std::nullopt;
  return origins;
}

std::optional<std::size_t> Sequence::IntegrateTyped(const Insertion& insertion) {
  const OpId first = insertion.first;
  const bool goes_on = insertion.left.counter + 1 == first.counter && insertion.left.replica == first.replica;
  if (!goes_on || !CanTypeOn(first, insertion.count) || insertion.right != typed_before_id_) return std::nullopt;
  TypeOn(first, insertion.count);
  return CursorEnd() - insertion.count;
}

std::optional<std::size_t> Sequence::Integrate(const Insertion& insertion) {
  if (const std::optional<std::size_t> position = IntegrateTyped(insertion)) return position;
  const std::optional<Origins> origins = FindOrigins(insertion);
  if (!origins) return std::nullopt;
  const Local local = ids_.Append(insertion.first, insertion.count);
  Place after = origins->after;
  Place before = origins->before;
  if (LocalAt(before) != origins->right) {
    before = ResolveConflicts(before, local, origins->left, origins->right);
    after = before.IsEnd() ? LastPlace() : Before(before);
  }
  return InsertSpan(after, before, {local, insertion.count & 0x7FFFFFFFu, 0, origins->left, origins->right});
}

// YjsMod's integration rule, a span at a time: inside a span every element's left origin is the element before it,
// which lies right of `left`, so only first elements (and the one right after `left`) can stop or divert the scan.
Sequence::Place Sequence::ResolveConflicts(Place start, Local new_first, Local left, Local right) const {
  const Place right_place = right == kNoLocal ? Place{} : PlaceOf(right);
  const OpId new_id = ids_.IdOf(new_first);
  Place destination = start;
  bool scanning = false;
  for (Place place = start;;) {
    if (!scanning) destination = place;
    if (place == right_place || place.IsEnd()) return destination;

    const Span& span = SpanAt(place);
    const Local other_left = LeftOriginAt(place);
    if (other_left == left) {
      if (span.right == right) {
        if (new_id < ids_.IdOf(LocalAt(place))) return destination;
        scanning = false;
      } else {
        scanning = span.right != kNoLocal && IsBefore(PlaceOf(span.right), right_place);
      }
    } else if (left != kNoLocal && (other_left == kNoLocal || IsBefore(PlaceOf(other_left), PlaceOf(left)))) {
      return destination;
    }

    const bool right_is_inside =
        right_place.leaf == place.leaf && right_place.span == place.span && right_place.offset > place.offset;
    place = right_is_inside ? right_place : NextSpan(place);
  }
}

// Nothing the author knew may stand between the two origins. At the least the author knew what the origins themselves
// were put between, and of all that the nearest are the right origin of `left` and the left origin of `right`.
bool Sequence::CanHaveBeenNeighbours(Local left, Local right) const {
  const Local right_of_left = left == kNoLocal ? kNoLocal : SpanAt(PlaceOf(left)).right;
  const Local left_of_right = right == kNoLocal ? kNoLocal : LeftOriginAt(PlaceOf(right));
  if (left == kNoLocal) return left_of_right == kNoLocal;
  if (right == kNoLocal) return right_of_left == kNoLocal;
  if (right_of_left == right || left_of_right == left) return true;
  const auto not_after = [&](Local one, Local other) { return one == other || IsBefore(PlaceOf(one), PlaceOf(other)); };
  return left != right && not_after(left, right) && (right_of_left == kNoLocal || not_after(right, right_of_left)) &&
         (left_of_right == kNoLocal || not_after(left_of_right, left));
}

std::string Sequence::CheckCursor() const {
  if (cursor_.spans == nullptr) return cursor_.leaf == kNoLeaf ? "" : "the cursor has half a leaf";
  if (cursor_.spans != leaves_[cursor_.leaf].get() || cursor_.span >= cursor_.spans->count) return "the cursor is lost";
  std::size_t start = tree_.Before(cursor_.leaf)[0];
  if (cursor_.leaf_start != start) return "the cursor's leaf begins elsewhere";
  for (std::uint32_t i = 0; i < cursor_.span; ++i) start += cursor_.spans->spans[i].Visible();
  return cursor_.span_start == start ? "" : "the cursor's span begins elsewhere";
}

std::string Sequence::CheckInvariants() const {
  if (std::string broken = CheckCursor(); !broken.empty()) return broken;
  LeaveLeaf();
  std::size_t visible = 0;
  std::size_t elements = 0;
  std::uint32_t leaves = 0;
  for (std::uint32_t number = tree_.First(); number != kNoLeaf; number = tree_.Next(number), ++leaves) {
    const Leaf& leaf = LeafAt(number);
    if (leaf.count == 0 || leaf.count > kLeafSpans) return "a leaf is empty or overfull";
    if (tree_.Before(number)[0] != visible) return "the tree miscounts what is before a leaf";
    std::uint32_t leaf_visible = 0;
    for (std::uint32_t i = 0; i < leaf.count; ++i) {
      const Span& span = leaf.spans[i];
      if (span.count == 0) return "a span is empty";
      if (i > 0 && Continues(leaf.spans[i - 1], span)) return "two spans should be one";
      leaf_visible += span.Visible();
      elements += span.count;
      for (std::uint32_t k = 0; k < span.count; ++k) {
        if (leaf_of_.Get(span.local + k) != number) return "the index points to the wrong leaf";
      }
      const Place place{number, i, 0};
      if (span.left != kNoLocal && !IsBefore(PlaceOf(span.left), place)) return "a left origin is not to the left";
      if (span.right != kNoLocal && !IsBefore(place, PlaceOf(span.right))) return "a right origin is not to the right";
    }
    if (leaf_visible != leaf.visible) return "a leaf miscounts its visible elements";
    visible += leaf_visible;
  }
  if (leaves != leaves_.size()) return "a leaf is lost";
  if (visible != VisibleCount()) return "the visible elements are miscounted";
  if (elements != ids_.Size()) return "elements are missing or doubled";
  return {};
}

}  // namespace samsyn
