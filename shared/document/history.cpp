#include "shared/document/history.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "shared/document/snapshot.h"

namespace samsyn {
namespace {

// Applying this many takes about as long as loading a snapshot.
constexpr std::size_t kUpdatesBetweenSnapshots = 2000;

}  // namespace

Status History::StartFrom(std::uint64_t sequence, Bytes snapshot) {
  assert(updates_.empty() && snapshots_.empty());
  const auto loaded = LoadSnapshot(snapshot, reader_);
  if (!loaded) return loaded.GetError();
  first_ = sequence;
  snapshots_.emplace(sequence, std::move(snapshot));
  return OkStatus();
}

Status History::Add(std::uint64_t sequence, Update update) {
  if (sequence <= Last()) return Error{ErrorCode::kConflict, "an update numbered before one that is there"};
  updates_.push_back({sequence, std::move(update)});
  return OkStatus();
}

Result<std::unique_ptr<Document>> History::At(std::uint64_t sequence) {
  if (sequence < first_) return Error{ErrorCode::kOutOfRange, "a time before what this copy has"};
  auto document = std::make_unique<Document>(reader_);
  std::uint64_t done = 0;
  if (const auto after = snapshots_.upper_bound(sequence); after != snapshots_.begin()) {
    const auto& [number, snapshot] = *std::prev(after);
    Result<std::unique_ptr<Document>> loaded = LoadSnapshot(snapshot, reader_);
    if (!loaded) return loaded;
    document = std::move(loaded.Value());
    done = number;
  }
  auto next = std::upper_bound(updates_.begin(), updates_.end(), done,
                               [](std::uint64_t value, const Numbered& one) { return value < one.sequence; });
  ChangeSet changes;
  for (std::size_t applied = 0; next != updates_.end() && next->sequence <= sequence; ++next) {
    changes.clear();
    (void)document->Apply(next->update, changes);
    if (++applied % kUpdatesBetweenSnapshots == 0) snapshots_.emplace(next->sequence, SaveSnapshot(*document));
  }
  return document;
}

}  // namespace samsyn
