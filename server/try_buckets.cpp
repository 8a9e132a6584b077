#include "server/try_buckets.h"

#include <algorithm>

namespace samsyn {

using std::chrono::milliseconds;

bool TryBuckets::HasOne(std::string_view key, milliseconds now) const {
  const auto found = buckets_.find(key);
  return found == buckets_.end() || LeftOf(found->second, now) >= 1;
}

void TryBuckets::TakeOne(std::string_view key, milliseconds now) {
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= kMostEntries) Forget(std::string(by_use_.front()));
    const auto place = by_use_.emplace(by_use_.end(), key);
    found = buckets_.emplace(*place, Bucket{burst_, now, place}).first;
  }
  Bucket& bucket = found->second;
  bucket.left = std::max(LeftOf(bucket, now) - 1, 0.0);
  bucket.when = now;
  by_use_.splice(by_use_.end(), by_use_, bucket.place);
}

void TryBuckets::Forget(std::string_view key) {
  const auto found = buckets_.find(key);
  if (found == buckets_.end()) return;
  by_use_.erase(found->second.place);
  buckets_.erase(found);
}

double TryBuckets::LeftOf(const Bucket& bucket, milliseconds now) const {
  const double refilled = static_cast<double>((now - bucket.when).count()) / static_cast<double>(refill_.count());
  return std::min(bucket.left + refilled, burst_);
}

}  // namespace samsyn
