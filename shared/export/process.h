// How a meeting went, in figures alone, for those who evaluate how SIPs work: which steps were taken, how many of what,
// and how many days lie between. Nobody and nothing in it can be told from it: it holds no text, no name, no date and
// no id, and intervals are whole days.
#pragma once

#include <string>

#include "shared/meeting/meeting.h"

namespace samsyn {

inline constexpr const char* kProcessType = "application/json";

// `to_local` is what local time is ahead of UTC, in milliseconds.
[[nodiscard]] std::string ProcessFigures(const Meeting& meeting, const MeetingAccess& access, std::int64_t to_local);

}  // namespace samsyn
