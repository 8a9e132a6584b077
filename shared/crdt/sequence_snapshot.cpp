// A sequence as bytes: README.md beside this file has the format.
#include <algorithm>

#include "shared/crdt/sequence.h"

namespace samsyn {
namespace {

// A span's first byte.
constexpr std::uint8_t kHidden = 0x01;
constexpr unsigned kLeftShift = 1;
constexpr unsigned kRightShift = 3;
constexpr std::uint8_t kOriginMask = 0x03;
constexpr std::uint8_t kJump = 0x20;  // its first element is not the one numbered after the last span's last
constexpr std::uint8_t kOne = 0x40;

// Origins: the neighbouring span's element, none, or …
enum class Origin : std::uint8_t {
  kNeighbour = 0,
  kNone = 1,
  kImplied = 2,  // left: the one numbered before; right: the same as the last span's
  kExplicit = 3,
};

std::int64_t Difference(Local one, Local other) { return std::int64_t{one} - std::int64_t{other}; }

// Numbers that every copy with the same elements gives them: by replica, then by counter.
class CanonicalNumbers {
 public:
  CanonicalNumbers(std::vector<IdMap::Range> by_local, const ReplicaTable& replicas) : by_local_(std::move(by_local)) {
    std::vector<std::uint32_t> by_name(by_local_.size());
    for (std::uint32_t i = 0; i < by_name.size(); ++i) by_name[i] = i;
    std::sort(by_name.begin(), by_name.end(),
              [&](std::uint32_t a, std::uint32_t b) { return by_local_[a].first < by_local_[b].first; });
    first_.resize(by_local_.size());
    Local next = 0;
    for (const std::uint32_t index : by_name) {
      const IdMap::Range& range = by_local_[index];
      first_[index] = next;
      next += range.count;
      const std::uint32_t replica = replicas.NumberOf(range.first.replica);
      if (!runs_.empty() && runs_.back().replica == replica &&
          runs_.back().counter + runs_.back().count == range.first.counter) {
        runs_.back().count += range.count;
      } else {
        runs_.push_back({replica, range.first.counter, range.count});
      }
    }
  }

  struct Run {
    std::uint32_t replica = 0;
    std::uint64_t counter = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] const std::vector<Run>& Runs() const { return runs_; }

  [[nodiscard]] Local Of(Local local) {
    if (local == kNoLocal) return kNoLocal;
    Find(local);
    return first_[found_] + (local - by_local_[found_].local);
  }
  // How many from `local` on are numbered one after another.
  [[nodiscard]] std::uint32_t Together(Local local) {
    Find(local);
    return by_local_[found_].count - (local - by_local_[found_].local);
  }

 private:
  void Find(Local local) {
    if (local - by_local_[found_].local < by_local_[found_].count) return;
    const auto after = std::upper_bound(by_local_.begin(), by_local_.end(), local,
                                        [](Local value, const IdMap::Range& range) { return value < range.local; });
    found_ = static_cast<std::size_t>(after - by_local_.begin() - 1);
  }

  std::vector<IdMap::Range> by_local_;
  std::vector<Local> first_;  // the canonical number of each range's first
  std::vector<Run> runs_;
  std::size_t found_ = 0;
};

void SaveRuns(SnapshotOutput& snapshot, const std::vector<CanonicalNumbers::Run>& runs) {
  std::uint64_t replicas = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) replicas += i == 0 || runs[i].replica != runs[i - 1].replica ? 1 : 0;
  snapshot.out.Varint(replicas);
  for (std::size_t i = 0; i < runs.size();) {
    std::size_t end = i;
    while (end < runs.size() && runs[end].replica == runs[i].replica) ++end;
    snapshot.out.Varint(runs[i].replica);
    snapshot.out.Varint(end - i);
    for (std::uint64_t next = 1; i < end; ++i) {
      snapshot.out.Varint(runs[i].counter - next);
      snapshot.out.Varint(runs[i].count);
      next = runs[i].counter + runs[i].count;
    }
  }
}

void LoadRuns(SnapshotInput& snapshot, IdMap& ids) {
  ByteReader& in = snapshot.in;
  std::uint64_t next_replica = 0;
  for (std::uint64_t replicas = in.VarintUpTo(snapshot.replicas.Size()); replicas > 0 && !in.Failed(); --replicas) {
    const std::uint64_t replica = in.VarintUpTo(snapshot.replicas.Size());
    if (replica < next_replica || replica >= snapshot.replicas.Size()) return in.Fail();
    next_replica = replica + 1;
    const ReplicaId id = snapshot.replicas.At(static_cast<std::uint32_t>(replica));
    const std::uint64_t limit = snapshot.next[static_cast<std::size_t>(replica)];
    std::uint64_t counter = 1;
    const std::uint64_t runs = in.Varint();
    for (std::uint64_t i = 0; i < runs && !in.Failed(); ++i) {
      const std::uint64_t gap = in.VarintUpTo(limit - counter);
      const auto count = static_cast<std::uint32_t>(in.VarintUpTo(snapshot.elements_left));
      counter += gap;
      if (in.Failed() || count == 0 || (i > 0 && gap == 0) || counter + count > limit) return in.Fail();
      snapshot.elements_left -= count;
      (void)ids.Append({id, counter}, count);
      counter += count;
    }
  }
}

}  // namespace

void Sequence::Save(SnapshotOutput& snapshot) const {
  if (ids_.Size() == 0) return SaveRuns(snapshot, {});
  CanonicalNumbers numbers(ids_.Ranges(), snapshot.replicas);
  SaveRuns(snapshot, numbers.Runs());

  std::vector<Span> spans;
  for (std::uint32_t number = tree_.First(); number != kNoLeaf; number = tree_.Next(number)) {
    const Leaf& leaf = LeafAt(number);
    for (std::uint32_t i = 0; i < leaf.count; ++i) {
      const Span& whole = leaf.spans[i];
      const Local right = numbers.Of(whole.right);
      for (std::uint32_t done = 0; done < whole.count;) {
        const Local local = whole.local + done;
        const Local left = numbers.Of(done == 0 ? whole.left : local - 1);
        const std::uint32_t count = std::min(numbers.Together(local), whole.count - done);
        const Span part{numbers.Of(local), count & 0x7FFFFFFFu, whole.hidden, left, right};
        if (!spans.empty() && Continues(spans.back(), part)) {
          spans.back().Resize(spans.back().count + count);
        } else {
          spans.push_back(part);
        }
        done += count;
      }
    }
  }

  ByteWriter heads, counts, jumps, lefts, rights;
  Span before{0, 0, 0, kNoLocal, kNoLocal};
  Local last = kNoLocal;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const Span& span = spans[i];
    const Local next = i + 1 < spans.size() ? spans[i + 1].local : kNoLocal;
    const Origin left = span.left == last             ? Origin::kNeighbour
                        : span.left == kNoLocal       ? Origin::kNone
                        : span.left + 1 == span.local ? Origin::kImplied
                                                      : Origin::kExplicit;
    const Origin right = span.right == next           ? Origin::kNeighbour
                         : span.right == kNoLocal     ? Origin::kNone
                         : span.right == before.right ? Origin::kImplied
                                                      : Origin::kExplicit;
    const std::uint8_t jump = span.local == before.End() ? 0 : kJump;
    const std::uint8_t one = span.count == 1 ? kOne : 0;
    heads.Byte(static_cast<std::uint8_t>(span.hidden | static_cast<unsigned>(left) << kLeftShift |
                                         static_cast<unsigned>(right) << kRightShift | jump | one));
    if (one == 0) counts.Varint(span.count - 2);
    if (jump != 0) jumps.SignedVarint(Difference(span.local, before.End()));
    if (left == Origin::kExplicit) lefts.SignedVarint(Difference(span.left, span.local));
    if (right == Origin::kExplicit) rights.SignedVarint(Difference(span.right, span.local));
    last = span.End() - 1;
    before = span;
  }
  for (const ByteWriter* column : {&heads, &counts, &jumps, &lefts, &rights}) snapshot.out.Blob(column->View());
}

void Sequence::Load(SnapshotInput& snapshot) {
  LoadRuns(snapshot, ids_);
  const std::uint32_t total = ids_.Size();
  if (snapshot.in.Failed() || total == 0) return;
  const auto column = [&] { return ByteReader(snapshot.in.Blob(snapshot.in.Remaining())); };
  const ByteView heads = snapshot.in.Blob(snapshot.in.Remaining());
  ByteReader counts = column();
  ByteReader jumps = column();
  ByteReader lefts = column();
  ByteReader rights = column();
  if (snapshot.in.Failed()) return;

  // An element's leaf, once it has stood in a span: a left origin must have, a right origin must not yet.
  std::vector<std::uint32_t> leaf_of(total, kNoLeaf);
  const auto is_known = [&](Local local) { return local < total && leaf_of[local] != kNoLeaf; };
  const auto number_at = [](std::int64_t base, ByteReader& offsets) {
    const std::int64_t offset = offsets.SignedVarint();
    return offset >= -base && offset < std::int64_t{kNoLocal} - base ? static_cast<Local>(base + offset) : kNoLocal;
  };
  std::uint32_t done = 0;
  Local last = kNoLocal;
  Local end = 0;
  std::uint32_t number = kNoLeaf;
  Leaf* leaf = nullptr;
  Span* before = nullptr;
  bool right_is_next = false;
  for (const std::uint8_t head : heads) {
    Span span;
    span.hidden = head & kHidden;
    span.Resize((head & kOne) != 0 ? 1 : static_cast<std::uint32_t>(counts.VarintUpTo(total)) + 2);
    span.local = (head & kJump) != 0 ? number_at(end, jumps) : end;
    if (span.count > total - done || span.local > total - span.count) return snapshot.in.Fail();
    const auto left = static_cast<Origin>(head >> kLeftShift & kOriginMask);
    if (left == Origin::kNeighbour) span.left = last;
    if (left == Origin::kImplied) span.left = span.local - 1;
    if (left == Origin::kExplicit) span.left = number_at(span.local, lefts);
    const bool has_left = left == Origin::kImplied || left == Origin::kExplicit;
    if (has_left && !is_known(span.left)) return snapshot.in.Fail();
    if (right_is_next) {
      before->right = span.local;
      if (leaf->count > 1 && Continues(*(before - 1), *before)) return snapshot.in.Fail();
    }
    const auto right = static_cast<Origin>(head >> kRightShift & kOriginMask);
    right_is_next = right == Origin::kNeighbour;
    if (right == Origin::kImplied) span.right = before != nullptr ? before->right : kNoLocal;
    if (right == Origin::kExplicit) span.right = number_at(span.local, rights);

    if (leaf == nullptr || leaf->count == kLoadedSpans) {
      number = AddLeaf(number);
      leaf = &LeafAt(number);
    } else if (!right_is_next && Continues(*before, span)) {
      return snapshot.in.Fail();
    }
    for (Local local = span.local; local < span.End(); ++local) {
      if (leaf_of[local] != kNoLeaf) return snapshot.in.Fail();
      leaf_of[local] = number;
    }
    const bool has_right = right == Origin::kImplied || right == Origin::kExplicit;
    if (has_right && (span.right >= total || is_known(span.right))) return snapshot.in.Fail();
    before = &leaf->spans[leaf->count++];
    *before = span;
    leaf->visible += span.Visible();
    done += span.count;
    end = span.End();
    last = end - 1;
  }
  for (const ByteReader* reader : {&counts, &jumps, &lefts, &rights}) {
    if (!reader->Finished()) return snapshot.in.Fail();
  }
  if (done != total) return snapshot.in.Fail();
  for (number = tree_.First(); number != kNoLeaf; number = tree_.Next(number))
    tree_.Add(number, {LeafAt(number).visible});
  leaf_of_ = LeafIndex(leaf_of);
}

}  // namespace samsyn
