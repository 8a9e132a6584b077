// A meeting as a calendar file (RFC 5545), for calendars that others may read: when and where, and nothing else. No
// name of anybody, no reason, no question has a place in it.
#pragma once

#include <cstdint>
#include <string>

namespace samsyn {

struct CalendarEvent {
  std::string uid;            // the same for the same meeting: a later file replaces an earlier one
  std::int64_t sequence = 0;  // larger in a later file
  std::int64_t stamp = 0;     // when the file was made: milliseconds since 1970 UTC
  std::string date;           // as the meeting stores them: "2026-11-24"
  std::string start;          // "13:00"; empty: the whole day
  std::string end;            // "14:00"; empty, or not after the start: it is left open
  std::string summary;        // "Möte"
  std::string location;
};

// Local times are Swedish. Empty when the date is no day.
[[nodiscard]] std::string CalendarFile(const CalendarEvent& event);

inline constexpr const char* kCalendarType = "text/calendar;charset=utf-8";

}  // namespace samsyn
