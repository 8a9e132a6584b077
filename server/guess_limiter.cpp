#include "server/guess_limiter.h"

#include <algorithm>

namespace samsyn {

using std::chrono::milliseconds;

bool GuessLimiter::MayTry(std::string_view address, std::string_view meeting, milliseconds now) const {
  if (!by_address_.HasOne(address, now)) return false;
  return by_meeting_.HasOne(meeting, now) || by_both_.HasOne(Both(address, meeting), now);
}

void GuessLimiter::HearWrong(std::string_view address, std::string_view meeting, milliseconds now) {
  by_address_.TakeOne(address, now);
  by_meeting_.TakeOne(meeting, now);
  by_both_.TakeOne(Both(address, meeting), now);
}

void GuessLimiter::HearRight(std::string_view address, std::string_view meeting) {
  by_both_.Forget(Both(address, meeting));
}

// An address has no space.
std::string GuessLimiter::Both(std::string_view address, std::string_view meeting) {
  return std::string(address).append(" ").append(meeting);
}

bool GuessLimiter::Buckets::HasOne(std::string_view key, milliseconds now) const {
  const auto found = buckets_.find(key);
  return found == buckets_.end() || LeftOf(found->second, now) >= 1;
}

void GuessLimiter::Buckets::TakeOne(std::string_view key, milliseconds now) {
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

void GuessLimiter::Buckets::Forget(std::string_view key) {
  const auto found = buckets_.find(key);
  if (found == buckets_.end()) return;
  by_use_.erase(found->second.place);
  buckets_.erase(found);
}

double GuessLimiter::Buckets::LeftOf(const Bucket& bucket, milliseconds now) const {
  const double refilled = static_cast<double>((now - bucket.when).count()) / static_cast<double>(refill_.count());
  return std::min(bucket.left + refilled, burst_);
}

}  // namespace samsyn
