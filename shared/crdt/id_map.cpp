#include "shared/crdt/id_map.h"

#include <algorithm>
#include <cassert>

namespace samsyn {

Local IdMap::Append(OpId first, std::uint32_t count) {
  const Local local = size_;
  size_ += count;
  if (!runs_.empty()) {
    Run& last = runs_.back();
    if (last.first.replica == first.replica && last.first.counter + last.count == first.counter) {
      last.count += count;
      return local;
    }
  }
  std::vector<std::uint32_t>& of_replica = runs_of_replica_[first.replica];
  assert(of_replica.empty() ||
         runs_[of_replica.back()].first.counter + runs_[of_replica.back()].count <= first.counter);
  of_replica.push_back(static_cast<std::uint32_t>(runs_.size()));
  runs_.push_back({first, local, count});
  return local;
}

std::optional<Local> IdMap::Find(OpId id) const {
  const auto found = runs_of_replica_.find(id.replica);
  if (found == runs_of_replica_.end()) return std::nullopt;
  const std::vector<std::uint32_t>& of_replica = found->second;
  const auto after =
      std::upper_bound(of_replica.begin(), of_replica.end(), id.counter,
                       [&](std::uint64_t counter, std::uint32_t run) { return counter < runs_[run].first.counter; });
  if (after == of_replica.begin()) return std::nullopt;
  const Run& run = runs_[*(after - 1)];
  const std::uint64_t offset = id.counter - run.first.counter;
  if (offset >= run.count) return std::nullopt;
  return run.local + static_cast<Local>(offset);
}

const IdMap::Run& IdMap::RunOf(Local local) const {
  assert(local < size_);
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), local,
                                      [](Local value, const Run& run) { return value < run.local; });
  return *(after - 1);
}

OpId IdMap::IdOf(Local local) const {
  const Run& run = RunOf(local);
  return {run.first.replica, run.first.counter + (local - run.local)};
}

std::uint32_t IdMap::RunLength(Local local, std::uint32_t limit) const {
  const Run& run = RunOf(local);
  return std::min(limit, run.count - (local - run.local));
}

}  // namespace samsyn
