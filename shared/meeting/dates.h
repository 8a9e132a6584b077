// Calendar dates as the plan stores them: "2026-12-04". Times of day are "13:00".
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace samsyn {

using Date = std::chrono::year_month_day;

// Exactly the stored form; nothing for anything else, or for a day that does not exist.
[[nodiscard]] std::optional<Date> ParseStoredDate(std::string_view text);
[[nodiscard]] std::string StoredDate(Date date);

// What a person may write: "2026-12-04", "4 dec", "4 december 2026", "4/12", "4/12 2026". Month names in Swedish or
// English, at least three letters. Without a year it is the first such day from `today` on.
[[nodiscard]] std::optional<Date> ParseWrittenDate(std::string_view text, Date today);

// A time of day as a person may write it: "13.00", "13:00", "9", "9.5" is none. As it is stored: "09:00".
[[nodiscard]] std::optional<std::string> ParseWrittenTime(std::string_view text);

// The day of a wall clock in milliseconds since 1970, already in local time.
[[nodiscard]] Date DayOf(std::int64_t local_milliseconds);

}  // namespace samsyn
