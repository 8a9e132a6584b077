// What a copy has: for each replica, every operation up to a counter.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "shared/base/ids.h"

namespace samsyn {

class VersionVector {
 public:
  struct Entry {
    ReplicaId replica = 0;
    std::uint64_t next = 1;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  // The counter the replica's next operation must have.
  [[nodiscard]] std::uint64_t NextOf(ReplicaId replica) const {
    const std::size_t at = IndexOf(replica);
    return IsAt(at, replica) ? entries_[at].next : 1;
  }
  [[nodiscard]] bool Contains(OpId id) const { return id.counter < NextOf(id.replica); }
  void Advance(ReplicaId replica, std::uint64_t next) {
    const std::size_t at = IndexOf(replica);
    if (IsAt(at, replica)) {
      entries_[at].next = next;
    } else {
      entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(at), {replica, next});
    }
  }

  // Entries by replica.
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }
  friend bool operator==(const VersionVector& one, const VersionVector& other) {
    return one.entries_ == other.entries_;
  }

 private:
  [[nodiscard]] bool IsAt(std::size_t at, ReplicaId replica) const {
    return at < entries_.size() && entries_[at].replica == replica;
  }
  // Where the replica's entry is or belongs. Mostly it is the one asked for last.
  [[nodiscard]] std::size_t IndexOf(ReplicaId replica) const {
    if (!IsAt(last_, replica)) {
      const auto at = std::lower_bound(entries_.begin(), entries_.end(), replica,
                                       [](const Entry& entry, ReplicaId wanted) { return entry.replica < wanted; });
      last_ = static_cast<std::size_t>(at - entries_.begin());
    }
    return last_;
  }

  std::vector<Entry> entries_;
  mutable std::size_t last_ = 0;
};

}  // namespace samsyn
