// Dense local numbers for the elements of one sequence.
//
// Inside a sequence an element is a Local: 0, 1, 2, … in the order this copy learned of it, so that spans and indexes
// need four bytes where an OpId needs sixteen. Locals mean nothing outside this copy. A run of elements with
// consecutive counters of one replica costs one entry here.
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
  Local Append(OpId first, std::uint32_t count);

  [[nodiscard]] std::optional<Local> Find(OpId id) const;
  [[nodiscard]] OpId IdOf(Local local) const;
  // How many locals from `local` on, at most `limit`, have consecutive counters of the same replica.
  [[nodiscard]] std::uint32_t RunLength(Local local, std::uint32_t limit) const;
  [[nodiscard]] std::uint32_t Size() const { return size_; }

 private:
  struct Run {
    OpId first;
    Local local = 0;
    std::uint32_t count = 0;
  };
  [[nodiscard]] const Run& RunOf(Local local) const;

  std::vector<Run> runs_;                                                      // by local, without gaps
  std::unordered_map<ReplicaId, std::vector<std::uint32_t>> runs_of_replica_;  // indexes into runs_, by counter
  std::uint32_t size_ = 0;
};

}  // namespace samsyn
