// How often somebody may do something: each key has a bucket of tries that refills one at a time; a key that is not
// there has a full one.
//
// Pure: the time is passed in. Bounded: what was used longest ago is forgotten.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <string_view>

namespace samsyn {

class TryBuckets {
 public:
  static constexpr std::size_t kMostEntries = 8192;

  // `refill` is the time until one more may be tried.
  TryBuckets(std::size_t burst, std::chrono::milliseconds refill)
      : burst_(static_cast<double>(burst)), refill_(refill) {}

  [[nodiscard]] bool HasOne(std::string_view key, std::chrono::milliseconds now) const;
  void TakeOne(std::string_view key, std::chrono::milliseconds now);
  void Forget(std::string_view key);
  [[nodiscard]] std::size_t Size() const { return buckets_.size(); }
  // Of an empty bucket.
  [[nodiscard]] std::chrono::milliseconds TimeToRefill() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(refill_ * burst_);
  }

 private:
  struct Bucket {
    double left = 0;
    std::chrono::milliseconds when{};
    std::list<std::string>::iterator place;
  };
  [[nodiscard]] double LeftOf(const Bucket& bucket, std::chrono::milliseconds now) const;

  double burst_;
  std::chrono::milliseconds refill_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::list<std::string> by_use_;  // keys, the longest unused first
};

}  // namespace samsyn
