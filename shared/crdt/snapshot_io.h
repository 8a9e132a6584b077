// What the parts of a snapshot share while it is written or read: the bytes, small numbers for its replicas, so that
// each is named once, and a bound on what a few hostile bytes may claim.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "shared/base/bytes.h"
#include "shared/base/ids.h"

namespace samsyn {

// Elements (characters ever written, places in lists) of one snapshot.
inline constexpr std::uint32_t kMaxSnapshotElements = 1u << 24;

class ReplicaTable {
 public:
  ReplicaTable() = default;
  // Sorted, so that copies with the same state number them alike.
  explicit ReplicaTable(std::vector<ReplicaId> replicas) : replicas_(std::move(replicas)) {
    std::sort(replicas_.begin(), replicas_.end());
    replicas_.erase(std::unique(replicas_.begin(), replicas_.end()), replicas_.end());
  }

  [[nodiscard]] std::uint32_t Size() const { return static_cast<std::uint32_t>(replicas_.size()); }
  [[nodiscard]] ReplicaId At(std::uint32_t number) const { return replicas_[number]; }
  // The replica must be in the table.
  [[nodiscard]] std::uint32_t NumberOf(ReplicaId replica) const {
    return static_cast<std::uint32_t>(std::lower_bound(replicas_.begin(), replicas_.end(), replica) -
                                      replicas_.begin());
  }

 private:
  std::vector<ReplicaId> replicas_;
};

struct SnapshotOutput {
  ByteWriter out;
  ReplicaTable replicas;

  void Id(OpId id) {
    out.Varint(id.IsNone() ? 0 : replicas.NumberOf(id.replica) + 1);
    if (!id.IsNone()) out.Varint(id.counter);
  }
};

struct SnapshotInput {
  ByteReader in;
  ReplicaTable replicas;
  std::vector<std::uint64_t> next;  // by replica: the counter its next operation has; nothing here may reach it
  std::uint32_t elements_left = kMaxSnapshotElements;

  // Of anything anywhere.
  [[nodiscard]] OpId IdAnywhere() {
    const std::uint64_t number = in.VarintUpTo(replicas.Size());
    if (number == 0) return {};
    const OpId id{replicas.At(static_cast<std::uint32_t>(number - 1)), in.VarintUpTo(kMaxCounter)};
    if (id.counter == 0) in.Fail();
    return id;
  }
  // Of something that is in the document, or none.
  [[nodiscard]] OpId Id() {
    const OpId id = IdAnywhere();
    if (!in.Failed() && !id.IsNone() && id.counter >= next[replicas.NumberOf(id.replica)]) in.Fail();
    return id;
  }
};

}  // namespace samsyn
