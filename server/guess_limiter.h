// Wrong links are guesses until proven otherwise: this says who may try another one. Each address and each meeting has
// a bucket of tries that refills slowly. An address whose bucket is empty waits. A meeting whose bucket is empty is
// closed to the addresses that have guessed wrong in it, and to nobody else, so that guessing locks no participant out.
//
// Pure: the time is passed in. Bounded: each table forgets what was used longest ago.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "server/limits.h"
#include "server/try_buckets.h"

namespace samsyn {

class GuessLimiter {
 public:
  // Entries of each table.
  static constexpr std::size_t kMostEntries = TryBuckets::kMostEntries;

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
  [[nodiscard]] static std::string Both(std::string_view address, std::string_view meeting);

  TryBuckets by_address_;
  TryBuckets by_meeting_;
  TryBuckets by_both_;  // empty: this address has guessed wrong in this meeting not long ago
};

}  // namespace samsyn
