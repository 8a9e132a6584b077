// Wrong links are guesses until proven otherwise: this says who may try another one. Each address and each meeting has
// a bucket of tries that refills slowly. An address whose bucket is empty waits. A meeting whose bucket is empty is
// closed to the addresses that have guessed wrong in it, and to nobody else, so that guessing locks no participant out.
//
// Pure: the time is passed in. Bounded: each table forgets what was used longest ago.
#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <map>
#include <string>
#include <string_view>

#include "server/limits.h"

namespace samsyn {

class GuessLimiter {
 public:
  // Entries of each table.
  static constexpr std::size_t kMostEntries = 8192;

  explicit GuessLimiter(const Limits& limits)
      : by_address_(limits.wrong_links_per_address, limits.wrong_link_refill_per_address),
        by_meeting_(limits.wrong_links_per_meeting, limits.wrong_link_refill_per_meeting),
        by_both_(1, by_meeting_.TimeToRefill()) {}

  // Asked before anything is looked up. `address` is what limits are counted for.
  [[nodiscard]] bool MayTry(std::string_view address, std::string_view meeting, std::chrono::milliseconds now) const;
  void HearWrong(std::string_view address, std::string_view meeting, std::chrono::milliseconds now);
  // Whoever has a right link may have mistyped it before.
  void HearRight(std::string_view address, std::string_view meeting);

  [[nodiscard]] std::size_t EntryCount() const { return by_address_.Size() + by_meeting_.Size() + by_both_.Size(); }

 private:
  // A bucket for each key; a key that is not there has a full one.
  class Buckets {
   public:
    Buckets(std::size_t burst, std::chrono::milliseconds refill)
        : burst_(static_cast<double>(burst)), refill_(refill) {}

    [[nodiscard]] bool HasOne(std::string_view key, std::chrono::milliseconds now) const;
    void TakeOne(std::string_view key, std::chrono::milliseconds now);
    void Forget(std::string_view key);
    [[nodiscard]] std::size_t Size() const { return buckets_.size(); }
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
    std::chrono::milliseconds refill_;  // of one
    std::map<std::string, Bucket, std::less<>> buckets_;
    std::list<std::string> by_use_;  // keys, the longest unused first
  };

  [[nodiscard]] static std::string Both(std::string_view address, std::string_view meeting);

  Buckets by_address_;
  Buckets by_meeting_;
  Buckets by_both_;  // empty: this address has guessed wrong in this meeting not long ago
};

}  // namespace samsyn
