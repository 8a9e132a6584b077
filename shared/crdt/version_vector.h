// What a copy has: for each replica, every operation up to a counter.
#pragma once

#include <cstdint>
#include <map>

#include "shared/base/ids.h"

namespace samsyn {

class VersionVector {
 public:
  // The counter the replica's next operation must have.
  [[nodiscard]] std::uint64_t NextOf(ReplicaId replica) const {
    const auto found = next_.find(replica);
    return found == next_.end() ? 1 : found->second;
  }
  [[nodiscard]] bool Contains(OpId id) const { return id.counter < NextOf(id.replica); }
  void Advance(ReplicaId replica, std::uint64_t next) { next_[replica] = next; }

  [[nodiscard]] auto begin() const { return next_.begin(); }
  [[nodiscard]] auto end() const { return next_.end(); }
  friend bool operator==(const VersionVector&, const VersionVector&) = default;

 private:
  std::map<ReplicaId, std::uint64_t> next_;
};

}  // namespace samsyn
