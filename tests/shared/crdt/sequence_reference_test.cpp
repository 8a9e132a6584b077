// Sequence against the reference: after every step of random sessions both hold the same elements in the same order.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "shared/crdt/sequence.h"
#include "tests/support/reference_sequence.h"
#include "tests/support/seeded_random.h"

namespace samsyn {
namespace {

std::vector<OpId> Expand(const std::vector<IdRange>& ranges) {
  std::vector<OpId> ids;
  for (const IdRange& range : ranges) {
    for (std::uint32_t i = 0; i < range.count; ++i) ids.push_back({range.first.replica, range.first.counter + i});
  }
  return ids;
}

struct Edit {
  enum class Kind { kInsert, kHide };
  Kind kind = Kind::kInsert;
  Insertion insertion{};
  IdRange hidden{};
};

// One copy, kept twice: by Sequence and by the reference.
class Copy {
 public:
  explicit Copy(ReplicaId replica) : replica_(replica) {}

  [[nodiscard]] const Sequence& Fast() const { return sequence_; }
  [[nodiscard]] std::size_t SeenOf(ReplicaId replica) const {
    const auto found = seen_.find(replica);
    return found == seen_.end() ? 0 : found->second;
  }

  // People go on where they were, now and then elsewhere; sometimes they type towards the left.
  void Type(SeededRandom& random) {
    const std::size_t size = sequence_.VisibleCount();
    const std::size_t position = random.Chance(65) ? std::min(caret_, size) : random.Below(size + 1);
    const auto count = static_cast<std::uint32_t>(random.Between(1, 3));
    Record({Edit::Kind::kInsert, sequence_.Insert(position, {replica_, next_}, count), {}});
    next_ += count;
    caret_ = random.Chance(70) ? position + count : position;
  }

  void Delete(SeededRandom& random) {
    const std::size_t size = sequence_.VisibleCount();
    if (size == 0) return;
    const std::size_t position = random.Below(size);
    const auto count = static_cast<std::uint32_t>(random.Between(1, std::min<std::size_t>(4, size - position)));
    std::vector<IdRange> deleted;
    sequence_.Delete(position, count, deleted);
    for (const IdRange& range : deleted) Record({Edit::Kind::kHide, {}, range});
    ++next_;
  }

  // Text put back beside a deleted element, as undo does.
  void InsertBefore(SeededRandom& random) {
    if (sequence_.ElementCount() == 0) return;
    const std::vector<OpId> all = Expand(sequence_.AllIds());
    Record({Edit::Kind::kInsert, sequence_.InsertBefore(random.OneOf(all), {replica_, next_}, 2), {}});
    next_ += 2;
  }

  // Everything `other` has written or seen, each author's edits in order and what they build on first.
  void LearnFrom(const std::vector<Copy>& copies, const Copy& other) {
    for (bool progress = true; progress;) {
      progress = false;
      for (const Copy& author : copies) {
        if (author.replica_ == replica_) continue;
        const std::size_t known = author.replica_ == other.replica_ ? other.log_.size() : other.SeenOf(author.replica_);
        for (std::size_t& seen = seen_[author.replica_]; seen < known && Apply(author.log_[seen]); ++seen) {
          progress = true;
        }
      }
    }
  }

  [[nodiscard]] bool HasEverything(const std::vector<Copy>& copies) const {
    return std::all_of(copies.begin(), copies.end(), [&](const Copy& author) {
      return author.replica_ == replica_ || SeenOf(author.replica_) == author.log_.size();
    });
  }

  void Check() const {
    REQUIRE(sequence_.CheckInvariants() == "");
    const std::vector<ReferenceSequence::Item>& items = reference_.Items();
    const std::vector<OpId> all = Expand(sequence_.AllIds());
    REQUIRE(all.size() == items.size());
    std::size_t position = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      REQUIRE(all[i] == items[i].id);
      REQUIRE(sequence_.IsVisible(all[i]) == !items[i].hidden);
      REQUIRE(sequence_.PositionOf(all[i]) == position);
      if (items[i].hidden) continue;
      REQUIRE(sequence_.IdAt(position) == all[i]);
      ++position;
    }
    REQUIRE(sequence_.VisibleCount() == position);
    REQUIRE(Expand(sequence_.IdsIn(0, position)) == reference_.Visible());
  }

 private:
  void Record(const Edit& edit) {
    log_.push_back(edit);
    ApplyToReference(edit);
  }

  [[nodiscard]] bool Apply(const Edit& edit) {
    if (edit.kind == Edit::Kind::kInsert) {
      if (!sequence_.Integrate(edit.insertion)) return false;
    } else {
      if (!sequence_.ContainsAll(edit.hidden)) return false;
      std::vector<VisibleRange> hidden;
      sequence_.Hide(edit.hidden, hidden);
    }
    ApplyToReference(edit);
    return true;
  }

  void ApplyToReference(const Edit& edit) {
    if (edit.kind == Edit::Kind::kInsert) {
      reference_.Integrate(edit.insertion);
    } else {
      reference_.Hide(edit.hidden);
    }
  }

  ReplicaId replica_;
  std::uint64_t next_ = 1;
  std::size_t caret_ = 0;
  Sequence sequence_;
  ReferenceSequence reference_;
  std::vector<Edit> log_;
  std::map<ReplicaId, std::size_t> seen_;
};

void RunSession(std::uint64_t seed) {
  SeededRandom random(seed);
  std::vector<Copy> copies;
  const std::size_t count = random.Between(2, 4);
  // Replica numbers in no order, so that ties are not always won by whoever came first.
  for (std::size_t i = 0; i < count; ++i) copies.emplace_back((i * 7919 + seed) % 13 + 1);
  for (int step = 0; step < 150; ++step) {
    Copy& copy = copies[random.Below(count)];
    const std::size_t action = random.Below(100);
    if (action < 40) {
      copy.Type(random);
    } else if (action < 56) {
      copy.Delete(random);
    } else if (action < 62) {
      copy.InsertBefore(random);
    } else {
      copy.LearnFrom(copies, random.OneOf(copies));
    }
    copy.Check();
  }
  for (Copy& copy : copies) {
    for (const Copy& other : copies) copy.LearnFrom(copies, other);
    copy.Check();
    REQUIRE(copy.Fast().AllIds() == copies.front().Fast().AllIds());
    REQUIRE(copy.HasEverything(copies));
  }
}

// Insertions as no honest copy makes them, between any two elements: what CanIntegrate lets through must end in one
// order whatever the order of arrival, and what it refuses it must refuse everywhere.
void RunHostileSession(std::uint64_t seed) {
  SeededRandom random(seed);
  Sequence first;
  std::vector<Insertion> accepted;
  std::vector<Insertion> refused;
  std::map<ReplicaId, std::uint64_t> next;
  const std::size_t count = random.Between(3, 14);
  for (int attempt = 0; attempt < 400 && accepted.size() < count; ++attempt) {
    std::vector<OpId> all = Expand(first.AllIds());
    all.push_back({});
    const ReplicaId replica = random.Between(1, 4);
    const std::uint64_t counter = std::max<std::uint64_t>(next[replica], 1);
    const Insertion insertion{
        {replica, counter}, static_cast<std::uint32_t>(random.Between(1, 2)), random.OneOf(all), random.OneOf(all)};
    if (!first.CanIntegrate(insertion)) {
      refused.push_back(insertion);
      continue;
    }
    (void)first.Integrate(insertion);
    next[replica] = counter + insertion.count;
    accepted.push_back(insertion);
  }

  for (int order = 0; order < 4; ++order) {
    Sequence copy;
    std::vector<Insertion> coming = accepted;
    while (!coming.empty()) {
      std::vector<std::size_t> ready;
      std::set<ReplicaId> authors;
      for (std::size_t i = 0; i < coming.size(); ++i) {
        const bool is_next = authors.insert(coming[i].first.replica).second;
        const auto known = [&](OpId id) { return id.IsNone() || copy.Contains(id); };
        if (is_next && known(coming[i].left) && known(coming[i].right)) ready.push_back(i);
      }
      REQUIRE(!ready.empty());
      const std::size_t chosen = random.OneOf(ready);
      REQUIRE(copy.CanIntegrate(coming[chosen]));
      (void)copy.Integrate(coming[chosen]);
      coming.erase(coming.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    REQUIRE(copy.CheckInvariants() == "");
    REQUIRE(copy.AllIds() == first.AllIds());
    for (const Insertion& insertion : refused) REQUIRE_FALSE(copy.CanIntegrate(insertion));
  }
}

}  // namespace

TEST_CASE("a sequence agrees with the reference in random sessions") {
  for (const std::uint64_t seed : Seeds(300)) {
    CAPTURE(seed);
    RunSession(seed);
  }
}

TEST_CASE("insertions between any two elements are refused or end in one order") {
  for (const std::uint64_t seed : Seeds(3000)) {
    CAPTURE(seed);
    RunHostileSession(seed);
  }
}

}  // namespace samsyn
