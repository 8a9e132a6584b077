#include "shared/crdt/id_map.h"

#include <algorithm>
#include <cassert>

namespace samsyn {

std::uint32_t IdMap::EndOf(std::uint32_t run) const { return run + 1 < runs_.size() ? runs_[run + 1].local : size_; }

std::uint32_t IdMap::IndexOf(ReplicaId replica) const {
  if (found_replica_ < replicas_.size() && replicas_[found_replica_].id == replica) return found_replica_;
  const auto known = index_of_replica_.find(replica);
  if (known == index_of_replica_.end()) return static_cast<std::uint32_t>(replicas_.size());
  return found_replica_ = known->second;
}

void IdMap::BeginRun(OpId first) {
  const std::uint32_t index = IndexOf(first.replica);
  if (index == replicas_.size()) {
    index_of_replica_.emplace(first.replica, index);
    replicas_.push_back({first.replica, {}, 0});
  }
  assert(replicas_[index].runs.empty() || runs_[replicas_[index].runs.back()].counter < first.counter);
  replicas_[index].runs.push_back(static_cast<std::uint32_t>(runs_.size()));
  runs_.push_back({first.counter, index, size_});
  next_ = first;
}

std::optional<Local> IdMap::Find(OpId id) const {
  const std::uint32_t index = IndexOf(id.replica);
  if (index == replicas_.size()) return std::nullopt;
  Replica& replica = replicas_[index];
  const auto starts_by = [&](std::uint32_t at) {
    return at < replica.runs.size() && runs_[replica.runs[at]].counter <= id.counter;
  };
  const auto last = static_cast<std::uint32_t>(replica.runs.size() - 1);
  std::uint32_t at = replica.found;
  if (starts_by(last)) {
    at = last;
  } else if (!starts_by(at) || starts_by(at + 1)) {
    const auto after =
        std::upper_bound(replica.runs.begin(), replica.runs.end(), id.counter,
                         [&](std::uint64_t counter, std::uint32_t run) { return counter < runs_[run].counter; });
    if (after == replica.runs.begin()) return std::nullopt;
    at = replica.found = static_cast<std::uint32_t>(after - replica.runs.begin() - 1);
  }
  const std::uint32_t run = replica.runs[at];
  const std::uint64_t local = runs_[run].local + (id.counter - runs_[run].counter);
  if (local >= EndOf(run)) return std::nullopt;
  return static_cast<Local>(local);
}

std::uint32_t IdMap::RunOf(Local local) const {
  assert(local < size_);
  const auto last = static_cast<std::uint32_t>(runs_.size() - 1);
  if (runs_[last].local <= local) return last;
  if (runs_[found_run_].local <= local && local < EndOf(found_run_)) return found_run_;
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), local,
                                      [](Local value, const Run& run) { return value < run.local; });
  return found_run_ = static_cast<std::uint32_t>(after - runs_.begin() - 1);
}

OpId IdMap::IdOf(Local local) const {
  const Run& run = runs_[RunOf(local)];
  return {replicas_[run.replica].id, run.counter + (local - run.local)};
}

std::uint32_t IdMap::RunLength(Local local, std::uint32_t limit) const {
  return std::min(limit, EndOf(RunOf(local)) - local);
}

std::vector<ReplicaId> IdMap::Replicas() const {
  std::vector<ReplicaId> ids;
  for (const Replica& replica : replicas_) ids.push_back(replica.id);
  return ids;
}

std::vector<IdMap::Range> IdMap::Ranges() const {
  std::vector<Range> ranges;
  for (std::uint32_t run = 0; run < runs_.size(); ++run) {
    ranges.push_back(
        {{replicas_[runs_[run].replica].id, runs_[run].counter}, runs_[run].local, EndOf(run) - runs_[run].local});
  }
  return ranges;
}

}  // namespace samsyn
