// Dense local numbers for the elements of one sequence.
//
// Inside a sequence an element is a Local: 0, 1, 2, … in the order this copy learned of it, so that spans and indexes
// need four bytes where an OpId needs sixteen. Locals mean nothing outside this copy. A run of elements with
// consecutive counters of one replica costs one entry here. The runs last asked for are remembered, because the same
// neighbours are asked for at every key.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "shared/base/ids.h"

namespace samsyn {

using Local = std::uint32_t;
inline constexpr Local kNoLocal = 0xFFFFFFFF;

class IdMap {
 public:
  // Numbers the next `count` elements, which are `first` and the counters after it. A replica's counters only grow.
  Local Append(OpId first, std::uint32_t count) {
    if (!IsNext(first)) BeginRun(first);
    const Local local = size_;
    next_.counter += count;
    size_ += count;
    return local;
  }
  // Whether the element comes right after the last one numbered, in the same run.
  [[nodiscard]] bool IsNext(OpId id) const { return id.counter == next_.counter && id.replica == next_.replica; }

  [[nodiscard]] std::optional<Local> Find(OpId id) const;
  [[nodiscard]] OpId IdOf(Local local) const;
  // How many locals from `local` on, at most `limit`, have consecutive counters of the same replica.
  [[nodiscard]] std::uint32_t RunLength(Local local, std::uint32_t limit) const;
  [[nodiscard]] std::uint32_t Size() const { return size_; }
  [[nodiscard]] std::vector<ReplicaId> Replicas() const;
  // Consecutive counters of a replica have consecutive locals here, in the order of counters.
  struct Range {
    OpId first;
    Local local = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] std::vector<Range> Ranges() const;  // by local

 private:
  struct Run {
    std::uint64_t counter = 0;
    std::uint32_t replica = 0;  // index into replicas_
    Local local = 0;
  };
  struct Replica {
    ReplicaId id = 0;
    std::vector<std::uint32_t> runs;  // indexes into runs_, by counter
    std::uint32_t found = 0;          // index into runs of the one found last
  };

  void BeginRun(OpId first);
  [[nodiscard]] std::uint32_t EndOf(std::uint32_t run) const;
  [[nodiscard]] std::uint32_t RunOf(Local local) const;
  [[nodiscard]] std::uint32_t IndexOf(ReplicaId replica) const;  // replicas_.size() if it is not known

  std::vector<Run> runs_;  // by local, without gaps
  mutable std::vector<Replica> replicas_;
  std::unordered_map<ReplicaId, std::uint32_t> index_of_replica_;
  OpId next_;  // what would go on with the last run
  std::uint32_t size_ = 0;
  mutable std::uint32_t found_run_ = 0;
  mutable std::uint32_t found_replica_ = 0;
};

}  // namespace samsyn
