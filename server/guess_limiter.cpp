#include "server/guess_limiter.h"

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

}  // namespace samsyn
